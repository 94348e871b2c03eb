import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Refused, type Schemas } from '@/base/api/http'
import { find } from './calls'
import { asked, type Filter } from './filter'
import { residentName, type Resident } from './record'

/** A row of the list: a person with the community, and the fields that matched the words. */
export type Found = Resident & { community: string; by: readonly Schemas['SearchField'][] }
type Wanted = { division: string; filter: Filter; words: string }

/** Size of the windows in which rows are loaded. */
const size = 100
/** A search has one answer, and more words instead of more pages. */
const most = 200

/**
 * The rows of a list of which only the visible part is loaded. Without words each window is loaded when somebody comes there; a search is
 * one request, since each is recorded.
 */
export function useFound(wanted: () => Wanted) {
  const rows = shallowRef<readonly (Found | undefined)[]>()
  const [count, recorded, loading] = [ref(0), ref(false), ref(false)]
  const facets = shallowRef<Schemas['FacetsShown']>()
  const refused = shallowRef<Refused>()
  let turn = 0
  let there = new Set<number>()
  let seen = { from: 0, to: 0 }
  let soon: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => {
    clearTimeout(soon)
    turn++
  })

  async function ask(window: number) {
    const [mine, { division, filter, words }] = [turn, wanted()]
    const limit = words ? most : size
    there.add(window)
    loading.value = true
    try {
      const page = await find(division, { ...asked(filter), words: words || null, from: window * size, limit })
      if (mine !== turn) return
      const length = words ? page.items.length : page.count
      const kept = Array.from({ length }, (_, n) => rows.value?.[n])
      page.items.forEach((one, n) => {
        kept[page.from + n] = { ...one.person, name: residentName(one.person), community: one.community, by: one.by }
      })
      rows.value = kept
      count.value = page.count
      facets.value = page.facets
      recorded.value = page.recorded
      refused.value = undefined
    } catch (fault) {
      if (mine !== turn) return
      there.delete(window)
      refused.value = Refused.of(fault)
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  /** Number of rows in sight. */
  function reach(from: number, to: number) {
    seen = { from, to }
    if (wanted().words || !rows.value) return
    for (let window = Math.floor(from / size); window <= Math.floor(Math.max(from, to) / size); window++)
      if (window * size < count.value && !there.has(window)) void ask(window)
  }
  /** Loads the visible rows again; the shown ones stay until then. */
  async function again() {
    turn++
    there = new Set()
    const first = wanted().words ? 0 : Math.floor(seen.from / size)
    await ask(first)
    // The list has become shorter than the user's position in it.
    if (first > 0 && first * size >= count.value) await ask(0)
    reach(seen.from, Math.min(seen.to, count.value - 1))
  }
  /** Many changes in a moment are one request. Searches are not repeated automatically: each is recorded. */
  function changed() {
    if (wanted().words) return
    clearTimeout(soon)
    soon = setTimeout(() => void again(), 300)
  }
  watch(
    wanted,
    (now, before) => {
      if (before && JSON.stringify(now) === JSON.stringify(before)) return
      if (before) rows.value = undefined
      seen = { from: 0, to: 0 }
      void again()
    },
    { immediate: true },
  )
  return { rows, count, facets, recorded, loading, refused, reach, again, changed }
}
