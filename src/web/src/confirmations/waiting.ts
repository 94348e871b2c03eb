import { type Schemas } from '@/api/http'
import { realm } from '@/realm/realm'
import { mayDo } from '@/session/may'
import { useRead } from '@/queries/read'

export type AskedFor = Schemas['AskedShown']

/** Who may ask or confirm; a drill has nothing of it. */
export const mayConfirm = () => !realm && mayDo('confirmation.read')

const minute = 60_000

/** What waits for one's own word, and what one asked for; asked again when the line says that something changed. Who hears no broadcast asks each minute. */
export function useConfirmations(hears: boolean) {
  const asked = useRead('/api/confirmations', () => (mayConfirm() ? {} : null), hears ? {} : { every: minute })
  return asked
}
