import { effectScope, onScopeDispose, shallowReactive, watch, type EffectScope } from 'vue'
import type { Query } from '@/kit/queries/query'

/** A query for each of these ids, created when the id appears and dropped when it goes. */
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

/** The refusal of some of these queries, and another try for those. */
export const unreadOf = <T>(all: ReadonlyMap<string, Query<T>>) => ({
  get refused() {
    for (const one of all.values()) if (one.refused && one.data === undefined) return one.refused
    return null
  },
  ask: () => Promise.all([...all.values()].filter((one) => one.refused).map((one) => one.ask())),
})
