import { onScopeDispose, shallowRef } from 'vue'
import { session } from '@/api/http'
import { toSignIn, whoAmI } from '@/api/session'
import { Live } from './live'

/** A page for who is signed in: asks who that is, opens the one line, and leaves for sign-in where nobody is, now or later. `leave`: what is done then. */
export function useSignedIn(leave: () => void = toSignIn) {
  const live = shallowRef<Live>()
  const unreached = shallowRef(false)
  async function begin() {
    try {
      unreached.value = false
      if (!(await whoAmI())) return leave()
      live.value = new Live(leave)
    } catch {
      unreached.value = true
      setTimeout(begin, 1500)
    }
  }
  void begin()
  onScopeDispose(() => live.value?.close())
  return { session, live, unreached }
}
