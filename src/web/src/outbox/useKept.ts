import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Refused } from '@/api/http'
import { liveNow } from '@/clock'
import { useAgain } from '@/send/patience'
import { parts, useOutbox } from './useOutbox'

const positions = new WeakMap<object, number>()
/** Says up to which position an answer that names none holds everything. */
export const held = <T extends object>(answer: T, position: number): T => {
  positions.set(answer, position)
  return answer
}
/** Everything up to here is in an answer; -1 where it does not say. */
export const heldUpTo = (answer: unknown): number =>
  answer && typeof answer === 'object' ? (positions.get(answer) ?? (answer as { position?: number }).position ?? -1) : -1

/**
 * Something asked of the server and kept sealed on the phone: shown from there while the server cannot be reached, and forgotten
 * when the server says that one may not see it. What stood in the way and passes is asked again by itself. `name` is empty while there is nothing to ask.
 */
export function useKept<T>(name: () => string, question: () => Promise<T>, pause = 120) {
  const { account, grants } = useOutbox()
  const value = shallowRef<T>()
  /** When the server said what is shown; server's time. */
  const at = ref(0)
  const stale = ref(false)
  const refused = ref<Refused | null>(null)
  let [asked, timer, before]: [number, ReturnType<typeof setTimeout> | undefined, string] = [0, undefined, '']
  let [wanted, flying]: [number, Promise<void>] = [-1, Promise.resolve()]

  const again = useAgain(ask)

  function ask() {
    clearTimeout(timer)
    ;[timer, wanted] = [undefined, -1]
    again.asking()
    return (flying = read())
  }

  async function read() {
    const [here, mine] = [name(), ++asked]
    if (!here || !account.value) return
    const current = () => here === name() && mine === asked
    try {
      const answer = await question()
      const { kept } = await parts()
      if (current()) [value.value, at.value, stale.value, refused.value] = [answer, liveNow(), false, null]
      again.answered()
      await kept.keep(account.value, here, answer)
    } catch (fault) {
      const refusal = Refused.of(fault)
      if (!current()) return
      again.refused(refusal)
      refused.value = refusal
      stale.value = value.value !== undefined
      if (refusal.status === 403 || refusal.status === 404) {
        value.value = undefined
        await (await parts()).kept.wipe(here)
      }
    }
  }

  watch(
    () => [name(), account.value, grants.value] as const,
    async ([here, who, may], last) => {
      const [same, mayBefore] = [here === before && who === last?.[1], last?.[2]]
      // What was read with other rights is not shown any more.
      if (same && !mayBefore) return
      if (here !== before || (mayBefore && may !== mayBefore))
        [value.value, at.value, stale.value, refused.value] = [undefined, 0, false, null]
      before = here
      if (!here || !who) return
      const asking = ask()
      const known = await (await parts()).kept.read<T>(who, here)
      if (known && here === name() && value.value === undefined && refused.value?.status !== 403 && refused.value?.status !== 404)
        [value.value, at.value, stale.value] = [known.value, known.at, true]
      await asking
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer), true)
  /** Asks soon; many calls in a moment are one question. `at`: what came at that position is meant; where it is in what was read, also by a question that is on its way, nothing is asked. */
  function soon(at = Infinity) {
    wanted = Math.max(wanted, at)
    timer ??= setTimeout(() => void lacking(), pause)
  }
  async function lacking() {
    await flying
    timer = undefined
    if (wanted > (stale.value ? -1 : heldUpTo(value.value))) void ask()
  }
  return { value, at, stale, refused, ask, soon }
}
