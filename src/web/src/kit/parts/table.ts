import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { Refused } from '@/base/api/http'

type Value = string | number | null | undefined
/** A column as data. `value` is sorted, searched and exported; other content goes into the slot `cell-KEY`. */
export type Column<R> = {
  key: string
  name: string
  note?: string
  value: (row: R) => Value
  sort?: false
  search?: false
  export?: false
  wide?: boolean
  /** Tinted: the user has to do something here. */
  own?: boolean
}
export type Order = { key: string; down: boolean }
/** A page of rows; `next` leads to the page after it. */
export type Loaded<R> = { items: readonly R[]; next?: string | null; count?: number }
export type Loader<R> = (next: string | undefined, search: string) => Promise<Loaded<R>>

/** Numbers by their size, words as a reader of Chinese and English expects; unknown values come last either way. */
function compare(a: Value, b: Value, down: boolean): number {
  const [none, other] = [a ?? '', b ?? '']
  if (none === '' || other === '') return Number(none === '') - Number(other === '')
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh', { numeric: true })
  return down ? -order : order
}

/** The rows as shown: those that contain all typed words, in the chosen order; unsorted they stay as they came. */
export function useRows<R>(
  rows: () => readonly R[],
  columns: () => readonly Column<R>[],
  order: Ref<Order | undefined>,
  typed: Ref<string>,
) {
  return computed(() => {
    const words = typed.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
    const searched = columns().filter((one) => one.search !== false)
    const textOf = (row: R) =>
      searched
        .map((one) => one.value(row) ?? '')
        .join(' ')
        .toLowerCase()
    const found = words.length ? rows().filter((row) => words.every((word) => textOf(row).includes(word))) : rows()
    const by = order.value && columns().find((one) => one.key === order.value!.key)
    return by ? [...found].sort((a, b) => compare(by.value(a), by.value(b), order.value!.down)) : found
  })
}

/**
 * Rows that come page by page from `load`: the first at once, the next when somebody comes to the end. Answers to older requests never
 * overtake newer ones.
 */
export function usePages<R>(load: Loader<R>, search: () => string = () => '') {
  const items = shallowRef<readonly R[]>()
  const next = ref<string>()
  const count = ref<number>()
  const loading = ref(false)
  const refused = shallowRef<Refused>()
  let asked = 0

  async function ask(from: string | undefined) {
    const mine = ++asked
    loading.value = true
    try {
      const page = await load(from, search())
      if (mine !== asked) return
      items.value = from === undefined ? page.items : [...(items.value ?? []), ...page.items]
      next.value = page.next ?? undefined
      count.value = page.count
      refused.value = undefined
    } catch (fault) {
      if (mine === asked) refused.value = Refused.of(fault)
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  /** From the beginning, as many as are shown: a user who has scrolled far stays there. */
  async function again() {
    const had = items.value?.length ?? 0
    await ask(undefined)
    while (next.value !== undefined && !refused.value && (items.value?.length ?? 0) < had) await ask(next.value)
  }
  const more = async () => {
    if (next.value !== undefined && !loading.value) await ask(next.value)
  }
  /** All rows, for searching, sorting or exporting the whole. */
  async function all() {
    while (next.value !== undefined && !refused.value) await ask(next.value)
  }
  watch(search, () => void ask(undefined))
  void ask(undefined)
  return { items, next, count, loading, refused, more, all, again }
}
