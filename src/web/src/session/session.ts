import { effectScope, shallowRef } from 'vue'

/** From opening a page, or signing in on it, until leaving. Owns what the rooms keep of whoever is signed in: the clock, what is sent, the live line, the outbox. */
export class Session {
  private readonly scope = effectScope(true)
  private readonly owned = new Map<unknown, unknown>()

  /** What `make` makes for this session: once, when it is first asked for. */
  own<T>(make: () => T): T {
    if (!this.owned.has(make)) this.owned.set(make, this.scope.run(make))
    return this.owned.get(make) as T
  }

  /** Ends timers, watchers and lines of all that it owns; nothing of it is found again. */
  dispose() {
    this.scope.stop()
    this.owned.clear()
  }
}

const current = shallowRef(new Session())

/** A room's part of the session: asked for anew each time, so that nobody finds the one of who was here before. */
export const owned =
  <T>(make: () => T) =>
  () =>
    current.value.own(make)

/** Whoever was here has left: what comes now finds nothing of theirs. */
export function beginAnew() {
  const before = current.value
  current.value = new Session()
  before.dispose()
}
