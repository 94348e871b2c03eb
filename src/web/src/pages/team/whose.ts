import { watch } from 'vue'
import { grantsOf } from '@/outbox/grants'
import { ofPhone } from '@/outbox/sealing'
import { parts, useOutbox } from '@/outbox/useOutbox'
import { session } from '@/session/who'

const name = 'me'
type Known = NonNullable<typeof session.value>

/** Whose phone it is: who is signed in; without network, who was the last time. Their right to write comes from the server alone, so it is not kept. */
export function useWhoseItIs() {
  const { account, grants, nudge } = useOutbox()
  watch(
    session,
    async (now) => {
      if (!now) return
      if (!now.antiforgery) return void (account.value = now.account)
      const { kept } = await parts()
      // Whatever others have read here, or oneself with other rights, is gone before anything is shown.
      await kept.of(now.account, grantsOf(now))
      ;[grants.value, account.value] = [grantsOf(now), now.account]
      await kept.keep(ofPhone, name, { ...now, antiforgery: '', token: null })
      nudge()
    },
    { immediate: true },
  )
  void remember()

  async function remember() {
    const known = await (await parts()).kept.read<Known>(ofPhone, name)
    if (known && !session.value) session.value = known.value
  }
}
