import { onScopeDispose, shallowRef, watch } from 'vue'
import { whoAmI } from '@/api/session'
import { toSignIn } from '@/leaving/leaving'
import { pause } from '@/send/patience'
import { owned } from '@/session/session'
import { session } from '@/session/who'
import { Live } from './live'

/** The one line of a session, opened as soon as it is known who is signed in. Where nobody is, now or later, one leaves for sign-in. */
const line = owned(() => {
  const [live, unreached] = [shallowRef<Live>(), shallowRef(false)]
  let [timer, failed, over]: [ReturnType<typeof setTimeout> | undefined, number, boolean] = [undefined, 0, false]
  const leave = () => void toSignIn()
  /** Several groups that are lost in one moment are one question. */
  const lost = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void whoAmI().catch(() => undefined), pause(0))
  }
  async function begin() {
    try {
      const who = await whoAmI()
      if (over) return
      unreached.value = false
      if (!who) return leave()
      live.value = new Live(leave, lost)
    } catch {
      unreached.value = true
      if (!over) timer = setTimeout(() => void begin(), pause(failed++, { most: 10_000 }))
    }
  }
  void begin()
  watch(session, (now) => !now && live.value && leave())
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    live.value?.close()
  })
  return { live, unreached }
})

/** A page for who is signed in. */
export const useSignedIn = () => ({ session, ...line() })
