import { inject, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { useCare } from '@/features/care/temporaryCare/useCare'
import type { useMine } from '@/features/response/tasks/useMine'

/** Data that the phone holds all the time, whichever page is open: it rings by it. */
export type Known = {
  mine: Pick<ReturnType<typeof useMine>, 'all' | 'inHand' | 'gone'>
  care: ReturnType<typeof useCare>
  /** The user's own community; for a street all of it. */
  community: ComputedRef<string>
  cut: ComputedRef<boolean>
  receives: Ref<boolean>
  /** Counts live changes of orders. */
  orderNews: Ref<number>
}
export const knownKey: InjectionKey<Known> = Symbol('phone')

export function useKnown() {
  const known = inject(knownKey)
  if (!known) throw new Error('no phone above this page')
  return known
}
