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

/** An act that is carried out once at a time. */
export function single<A extends unknown[]>(act: (...given: A) => Promise<unknown>) {
  const once = oneAtATime()
  return (...given: A) => once(() => act(...given))
}
