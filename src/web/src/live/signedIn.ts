import { onScopeDispose, shallowRef, watch } from 'vue'
import { Refused } from '@/api/http'
import { whoAmI } from '@/api/session'
import { toSignIn } from '@/leaving/leaving'
import { useQueries } from '@/queries/cache'
import { useNews } from '@/queries/news'
import { pause, useAgain } from '@/send/patience'
import { owned } from '@/session/session'
import { session } from '@/session/who'
import { useVersion } from '@/version/version'
import { Live } from './live'

/** The one line of a session, opened as soon as it is known who is signed in. Where nobody is, now or later, one leaves for sign-in. */
const line = owned(() => {
  const [live, unreached] = [shallowRef<Live>(), shallowRef(false)]
  let [timer, failed, over]: [ReturnType<typeof setTimeout> | undefined, number, boolean] = [undefined, 0, false]
  let looking: ReturnType<typeof setTimeout> | undefined
  const told = useNews()
  const queries = useQueries()
  const leave = () => void toSignIn()
  const again = useAgain(askWho)
  /** Which rights are left: asked until it is known. */
  async function askWho() {
    again.asking()
    try {
      await whoAmI()
      again.answered()
    } catch (fault) {
      again.refused(Refused.of(fault))
    }
  }
  /** Several groups that are lost in one moment are one question. */
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
  /** Whether there is a new version: looked for until it is known. */
  async function lookFor() {
    lookAgain.asking()
    try {
      await look()
      lookAgain.answered()
    } catch (fault) {
      lookAgain.refused(Refused.of(fault))
    }
  }
  // Not told at once by all whom a restart has cut.
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

/** A page for who is signed in. */
export const useSignedIn = () => ({ session, ...line() })
