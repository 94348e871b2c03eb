/** Acts of one page, one after the other: a tap while the last one is still being carried out was meant for what stood there before, and does nothing. */
export function oneAtATime() {
  let running = false
  return async (act: () => unknown): Promise<void> => {
    if (running) return
    running = true
    try {
      await act()
    } finally {
      running = false
    }
  }
}
