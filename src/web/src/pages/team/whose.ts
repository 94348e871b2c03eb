import { watch } from 'vue'
import { grantsOf } from '@/kit/outbox/grants'
import { ofPhone } from '@/kit/outbox/forget'
import { ofLive, openDatabase, phoneNames } from '@/kit/outbox/database'
import { useLock } from '@/kit/outbox/useLock'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'
import { realm } from '@/base/realm/realm'
import { session } from '@/base/session/who'

const name = 'me'
const owner = 'owner'
type Known = NonNullable<typeof session.value>

/**
 * Owner of the phone: the signed-in account; without network, the last one. The right to write comes from the server alone, so it is not
 * kept.
 */
export function useWhoseItIs() {
  const { account, grants, nudge, refresh } = useOutbox()
  const { look } = useLock()
  watch(
    session,
    async (now) => {
      if (!now) return
      if (!now.antiforgery) return void (account.value = now.account)
      const { kept, sealing } = await parts()
      await sealing.serverSays(now.account, now.deviceKey)
      if (realm) await adopted(now.account)
      await look(now.account)
      // Data loaded here by others, or by the user with other rights, is deleted before anything is shown.
      await kept.of(now.account, grantsOf(now), now.lockRequired)
      ;[grants.value, account.value] = [grantsOf(now), now.account]
      await kept.keep(ofPhone, owner, now.account)
      await kept.keep(now.account, name, { ...now, antiforgery: '', deviceKey: '', token: null })
      await refresh()
      nudge()
    },
    { immediate: true },
  )
  void remember()

  async function remember() {
    const { kept } = await parts()
    const last = await kept.read<string>(ofPhone, owner)
    if (!last || session.value) return
    await look(last.value)
    // Waits for the lock, where there is one.
    const known = await kept.read<Known>(last.value, name)
    if (known && !session.value) session.value = known.value
  }

  /** A drill's store takes over the lock that the account has set in the live one. */
  async function adopted(who: string) {
    if (!(await phoneNames()).includes(ofLive)) return
    const live = await openDatabase(ofLive)
    await (await parts()).sealing.adopt(who, live)
    live.close()
  }
}
