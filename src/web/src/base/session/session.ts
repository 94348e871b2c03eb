import { effectScope, shallowRef } from 'vue'

/**
 * From opening a page, or signing in on it, until leaving. Owns all state of the signed-in user: the clock, requests, the live connection,
 * the outbox.
 */
export class Session {
  private readonly scope = effectScope(true)
  private readonly owned = new Map<unknown, unknown>()

  /** Returns the object that `make` creates for this session: once, on first use. */
  own<T>(make: () => T): T {
    if (!this.owned.has(make)) this.owned.set(make, this.scope.run(make))
    return this.owned.get(make) as T
  }

  /** Ends timers, watchers and connections of all that it owns; none of it can be found again. */
  dispose() {
    this.scope.stop()
    this.owned.clear()
  }
}

const current = shallowRef(new Session())

/** A room's part of the session: looked up anew each time, so that nobody gets a former user's. */
export const owned =
  <T>(make: () => T) =>
  () =>
    current.value.own(make)

/** The former user has left: later code finds nothing of theirs. */
export function beginAnew() {
  const before = current.value
  current.value = new Session()
  before.dispose()
}
