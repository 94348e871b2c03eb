import { watch } from 'vue'
import { session } from '@/api/http'
import { parts, useOutbox } from '@/outbox/useOutbox'

const name = 'me'
type Known = NonNullable<typeof session.value>

/** Whose phone it is: who is signed in; without network, who was the last time. Their right to write comes from the server alone, so it is not kept. */
export function useWhoseItIs() {
  const { account, nudge } = useOutbox()
  watch(session, async (now) => {
    if (!now) return
    account.value = now.account
    if (!now.antiforgery) return
    await (await parts()).kept.keep('phone', name, { ...now, antiforgery: '', token: null })
    nudge()
  }, { immediate: true })
  void remember()

  async function remember() {
    const known = await (await parts()).kept.read<Known>('phone', name)
    if (known && !session.value) session.value = known.value
  }
}
