import { inject, onScopeDispose, type InjectionKey, type Ref } from 'vue'

/** A page's settings for the head. */
export type Said = {
  /** Stands before the title: the user's place. */
  place?: string
  /** In place of the page's own title. */
  title?: string
  /** Small, under the title. */
  under?: string
  /** The page shows by itself how fresh its figures are. */
  ownLine?: boolean
  /** The page has a help of its own, with its keys. */
  ownHelp?: boolean
  /** The page has so much in the head that the links to other pages are the first to collapse into a button. */
  foldsPages?: boolean
  /** There is no head: the page is read from afar and nobody touches it. */
  none?: boolean
  /** Number of steps by which the head is narrowed in any case. */
  least?: number
}
export const headKey: InjectionKey<Ref<(() => Said) | undefined>> = Symbol('head')

/** Lets a page set the head while it is open. */
export function useHead(said: () => Said) {
  const head = inject(headKey, undefined)
  if (!head) return
  head.value = said
  onScopeDispose(() => head.value === said && (head.value = undefined))
}
