import { inject, onScopeDispose, type InjectionKey, type Ref } from 'vue'

/** What a page says in the head. */
export type Said = {
  /** Stands before the title: the place one works for. */
  place?: string
  /** In place of the page's own title. */
  title?: string
  /** Small, under the title. */
  under?: string
  /** The page says by itself how fresh its figures are. */
  ownLine?: boolean
  /** The page has a help of its own, with its keys. */
  ownHelp?: boolean
  /** The page says so much in the head that the other pages stand behind a button first. */
  foldsPages?: boolean
  /** There is no head: the page is read from afar and touched by nobody. */
  none?: boolean
  /** So many steps the head is narrowed in any case. */
  least?: number
}
export const headKey: InjectionKey<Ref<(() => Said) | undefined>> = Symbol('head')

/** A page says what stands in the head while it is open. */
export function useHead(said: () => Said) {
  const head = inject(headKey, undefined)
  if (!head) return
  head.value = said
  onScopeDispose(() => head.value === said && (head.value = undefined))
}
