import { onScopeDispose } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { realm } from '@/realm/realm'
import { useAsked } from '@/live/asked'
import type { Group } from '@/live/group'
import { mayDo } from '@/session/may'

export type AskedFor = Schemas['AskedShown']

/** Who may ask or confirm; a drill has nothing of it. */
export const mayConfirm = () => !realm && mayDo('confirmation.read')

const minute = 60_000

/** What waits for one's own word, and what one asked for; asked again when the line says that something changed. Who hears no broadcast asks each minute. */
export function useConfirmations(group: Group, hears: boolean) {
  const asked = useAsked(() => answer(() => api.GET('/api/confirmations', {})), mayConfirm())
  group.onChange((change) => change.view === 'confirmation' && mayConfirm() && asked.soon())
  if (!hears && mayConfirm()) {
    const timer = setInterval(asked.soon, minute)
    onScopeDispose(() => clearInterval(timer), true)
  }
  return asked
}
