import { type Schemas } from '@/base/api/http'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { useRead } from '@/kit/queries/read'

export type AskedFor = Schemas['AskedShown']

/** True when the user may ask or confirm; a drill has none of it. */
export const mayConfirm = () => !realm && mayDo('confirmation.read')

const minute = 60_000

/**
 * Requests that wait for the user's confirmation, and the user's own; loaded again on a change. A page without broadcasts loads them each
 * minute.
 */
export function useConfirmations(hears: boolean) {
  const asked = useRead('/api/confirmations', () => (mayConfirm() ? {} : null), hears ? {} : { every: minute })
  return asked
}
