/**
 * Acts of one page, one after the other. A tap while the last one is still being carried out waits, and is carried out if what was
 * shown then is still shown; if not, it was meant for what stood there before, and does nothing.
 */
export function oneAtATime(shown: () => string) {
  let last: Promise<unknown> = Promise.resolve()
  return (act: () => unknown): Promise<void> => {
    const meant = shown()
    const turn = last.then(async () => {
      if (shown() === meant) await act()
    })
    last = turn.catch(() => {})
    return turn
  }
}

/** An act that is carried out once at a time: a tap while it is under way was meant once, and does nothing. */
export function single<A extends unknown[]>(act: (...given: A) => Promise<unknown>) {
  let running = false
  return async (...given: A): Promise<void> => {
    if (running) return
    running = true
    try {
      await act(...given)
    } finally {
      running = false
    }
  }
}
