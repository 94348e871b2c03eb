/**
 * Acts of one page, one after the other. A tap during an act waits, and is carried out if its target is still shown; if not, it was meant
 * for the former content and does nothing.
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

/** An act that runs once at a time: further taps while it runs do nothing. */
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
