import { computed, ref, shallowRef, watch } from 'vue'
import { liveNow } from '@/clock'
import { useQuery, type Query } from '@/queries/query'
import { parts, useOutbox } from './useOutbox'

/** Refused so, one may not see it any more. */
const gone: ReadonlySet<number> = new Set([403, 404])

/** A query that is kept on the phone: also what it answered last in an earlier session is shown. */
export type Kept<T> = Query<T>

/**
 * Something asked of the server and kept sealed on the phone: shown from there while the server cannot be reached, and forgotten
 * when the server says that one may not see it. What stood in the way and passes is asked again by itself.
 * @param name empty while there is nothing to ask
 * @param moment how long news are gathered before it is asked; milliseconds
 */
export function useKept<T>(name: () => string, question: (signal: AbortSignal) => Promise<T>, moment = 120): Kept<T> {
  const { account, grants } = useOutbox()
  /** What was read with other rights is not shown any more. */
  const rights = ref(0)
  watch(grants, (now, before) => before && now !== before && rights.value++, { flush: 'sync' })
  const here = () => (name() && account.value ? (['kept', account.value, rights.value, name()] as const) : null)
  /** When each answer was given, by the server's clock. */
  const given = new WeakMap<object, number>()
  const query = useQuery<T>(
    here,
    async (signal, [, who, , of]) => {
      const answer = await question(signal)
      if (answer && typeof answer === 'object') given.set(answer, liveNow())
      await (await parts()).kept.keep(who as string, of as string, answer)
      return answer
    },
    { moment },
  )

  /** What lies on the phone of it. */
  const known = shallowRef<{ value: T; at: number }>()
  watch(
    () => here()?.join('|'),
    async (now) => {
      known.value = undefined
      const [who, of] = [account.value, name()]
      if (!now || !who) return
      const read = await (await parts()).kept.read<T>(who, of)
      if (read && here()?.join('|') === now) known.value = read
    },
    { immediate: true },
  )
  const forgotten = computed(() => query.refused !== null && gone.has(query.refused.status))
  watch(forgotten, async (now) => {
    if (!now) return
    known.value = undefined
    await (await parts()).kept.wipe(name())
  })
  const shown = computed(() => (forgotten.value ? undefined : (query.data ?? known.value?.value)))
  return {
    get data() {
      return shown.value
    },
    get waiting() {
      return query.waiting
    },
    get refused() {
      return query.refused
    },
    get stale() {
      return query.data === undefined ? shown.value !== undefined : query.stale
    },
    get at() {
      const answer = query.data
      if (answer === undefined) return shown.value === undefined ? 0 : (known.value?.at ?? 0)
      return (typeof answer === 'object' && answer && given.get(answer)) || query.at
    },
    ask: query.ask,
    soon: query.soon,
  }
}
