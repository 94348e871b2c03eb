import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { Refused } from '@/api/http'
import { useAgain } from '@/send/patience'

/** Something asked of the server and shown: what came last, whether it is being asked, what stood in the way. What was shown stays while it is asked again; what passes is asked again by itself. */
export type Asked<T> = {
  value: Ref<T | undefined>
  loading: Ref<boolean>
  refused: Ref<Refused | null>
  /** When the shown value was asked for, milliseconds since 1970; 0 before. */
  at: Ref<number>
  ask: () => Promise<void>
  /** Asks soon; many calls in a moment are one question. */
  soon: () => void
}

const moment = 120

/** @param question asked at once and by `ask`; answers of older questions never overtake newer ones */
export function useAsked<T>(question: () => Promise<T>, atOnce = true): Asked<T> {
  const value = shallowRef<T>()
  const [loading, refused, at] = [ref(false), ref<Refused | null>(null), ref(0)]
  let [asked, timer]: [number, ReturnType<typeof setTimeout> | undefined] = [0, undefined]
  const again = useAgain(ask)
  async function ask() {
    clearTimeout(timer)
    timer = undefined
    again.asking()
    const [mine, since] = [++asked, Date.now()]
    loading.value = true
    try {
      const answer = await question()
      if (mine !== asked) return
      value.value = answer
      at.value = since
      refused.value = null
      again.answered()
    } catch (fault) {
      if (mine !== asked) return
      refused.value = Refused.of(fault)
      again.refused(refused.value)
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  const soon = () => void (timer ??= setTimeout(() => void ask(), moment))
  onScopeDispose(() => clearTimeout(timer), true)
  if (atOnce) void ask()
  return { value, loading, refused, at, ask, soon }
}
