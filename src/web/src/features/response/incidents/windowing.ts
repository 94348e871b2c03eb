import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/vue-virtual'
import { drawnRows, nextRow, whole, type BoardRow } from './rows'

/** Usual heights, pixels; each is measured when it is drawn. */
const [streetHeight, cardHeight] = [32, 118]

/**
 * A list of which, if it is long, only the visible part is drawn, and the card that has the focus wherever it is. @param list the scrolling
 * element
 */
export function useWindow(rows: ComputedRef<BoardRow[]>, list: Ref<HTMLElement | undefined>) {
  const focused = ref<string | null>(null)
  const places = computed(() => new Map(rows.value.map((row, at) => [row.key, at])))
  const placeOf = (key: string | null) => (key === null ? -1 : (places.value.get(key) ?? -1))
  const long = computed(() => rows.value.length > whole)
  const options = computed(() => {
    const [all, kept] = [rows.value, [placeOf(focused.value)]]
    return {
      count: all.length,
      enabled: long.value,
      getScrollElement: () => list.value ?? null,
      getItemKey: (at: number) => all[at]?.key ?? at,
      estimateSize: (at: number) => (all[at]?.card ? cardHeight : streetHeight),
      overscan: 5,
      rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => drawnRows(defaultRangeExtractor(range), kept, range.count),
    }
  })
  const virtual = useVirtualizer(options)

  /** Moves the focus to the next card, or to the first or last, also to one that is not drawn yet. */
  async function move(by: 1 | -1, fromEnd = false) {
    const at = nextRow(rows.value, fromEnd ? -1 : placeOf(focused.value), by)
    if (at === undefined) return
    const { key } = rows.value[at]!
    focused.value = key
    await nextTick()
    list.value?.querySelector<HTMLElement>(`[data-incident="${key}"]`)?.focus()
  }
  /** Scrolls as far as is needed for a card to be seen. */
  function show(key: string | null) {
    if (long.value && placeOf(key) >= 0) virtual.value.scrollToIndex(placeOf(key), { align: 'auto' })
  }
  return { virtual, long, focused, move, show }
}
