import { onScopeDispose, shallowRef, watch } from 'vue'
import { Refused } from '@/base/api/http'
import { whoAmI } from '@/base/api/session'
import { toSignIn } from '@/kit/leaving/leaving'
import { useQueries } from '@/kit/queries/cache'
import { useNews } from '@/kit/queries/news'
import { pause, useAgain } from '@/base/send/patience'
import { owned } from '@/base/session/session'
import { session } from '@/base/session/who'
import { useVersion } from '@/base/version/version'
import { Live } from '@/kit/live/live'

/**
 * The one connection of a session, opened as soon as the signed-in account is known. A user who is not signed in, now or later, is sent to
 * sign-in.
 */
const line = owned(() => {
  const [live, unreached] = [shallowRef<Live>(), shallowRef(false)]
  let [timer, failed, over]: [ReturnType<typeof setTimeout> | undefined, number, boolean] = [undefined, 0, false]
  let looking: ReturnType<typeof setTimeout> | undefined
  const told = useNews()
  const queries = useQueries()
  const leave = () => void toSignIn()
  const again = useAgain(askWho)
  /** Asks for the remaining rights until they are known. */
  async function askWho() {
    again.asking()
    try {
      await whoAmI()
      again.answered()
    } catch (fault) {
      again.refused(Refused.of(fault))
    }
  }
  /** Several groups lost at the same moment cause one request. */
  const lost = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void askWho(), pause(0))
  }
  async function begin() {
    try {
      const who = await whoAmI()
      if (over) return
      unreached.value = false
      if (!who) return leave()
      live.value = new Live(leave, lost, told)
    } catch {
      unreached.value = true
      if (!over) timer = setTimeout(() => void begin(), pause(failed++, { most: 10_000 }))
    }
  }
  void begin()
  const { look } = useVersion()
  const lookAgain = useAgain(lookFor)
  /** Looks for a new version until the answer is known. */
  async function lookFor() {
    lookAgain.asking()
    try {
      await look()
      lookAgain.answered()
    } catch (fault) {
      lookAgain.refused(Refused.of(fault))
    }
  }
  // Delayed at random, so that clients cut by a restart do not all ask at once.
  watch(
    () => live.value?.state.value,
    (now, before) => now === 'live' && before === 'cut' && (looking = setTimeout(() => void lookFor(), pause(1))),
  )
  watch(session, (now) => !now && live.value && leave())
  watch(
    () => live.value?.state.value,
    (now, before) => now === 'live' && before === 'cut' && queries.reached(),
  )
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    clearTimeout(looking)
    live.value?.close()
  })
  return { live, unreached }
})

/** A page for the signed-in account. */
export const useSignedIn = () => ({ session, ...line() })
