import { computed, ref, shallowRef, watch } from 'vue'
import { liveNow } from '@/base/clock'
import { useQuery, type Query } from '@/kit/queries/query'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'

/** Refusals with which the user may not see it any more. */
const gone: ReadonlySet<number> = new Set([403, 404])

/** A query that is kept on the phone: its last answer of an earlier session is shown too. */
export type Kept<T> = Query<T>

/**
 * A query whose answer is kept sealed on the phone: shown from there while the server cannot be reached, and forgotten when the user may
 * not see it any more. Passing errors are retried automatically.
 * @param name empty while there is nothing to load
 * @param moment how long changes are gathered before it is loaded; milliseconds
 */
export function useKept<T>(name: () => string, question: (signal: AbortSignal) => Promise<T>, moment = 120): Kept<T> {
  const { account, grants } = useOutbox()
  /** Data loaded with other rights is not shown any more. */
  const rights = ref(0)
  watch(grants, (now, before) => before && now !== before && rights.value++, { flush: 'sync' })
  const here = () => (name() && account.value ? (['kept', account.value, rights.value, name()] as const) : null)
  /** Time of each answer, by the server's clock. */
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

  /** Answer kept on the phone. */
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
