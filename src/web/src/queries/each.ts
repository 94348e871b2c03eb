import { effectScope, onScopeDispose, shallowReactive, watch, type EffectScope } from 'vue'
import type { Query } from './query'

/** One query for each of these, begun when it comes and given up when it goes. */
export function useEach<T>(ids: () => Iterable<string>, one: (id: string) => Query<T>): ReadonlyMap<string, Query<T>> {
  const all = shallowReactive(new Map<string, Query<T>>())
  const scopes = new Map<string, EffectScope>()
  function end(id: string) {
    scopes.get(id)?.stop()
    scopes.delete(id)
    all.delete(id)
  }
  watch(
    () => [...new Set(ids())],
    (now) => {
      const wanted = new Set(now)
      for (const id of [...scopes.keys()]) if (!wanted.has(id)) end(id)
      for (const id of wanted) {
        if (scopes.has(id)) continue
        const scope = effectScope(true)
        scopes.set(id, scope)
        all.set(
          id,
          scope.run(() => one(id))!,
        )
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => [...scopes.keys()].forEach(end))
  return all
}

/** What stood in the way of some of them, and another try for those. */
export const unreadOf = <T>(all: ReadonlyMap<string, Query<T>>) => ({
  get refused() {
    for (const one of all.values()) if (one.refused && one.data === undefined) return one.refused
    return null
  },
  ask: () => Promise.all([...all.values()].filter((one) => one.refused).map((one) => one.ask())),
})
