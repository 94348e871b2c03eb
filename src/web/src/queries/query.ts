import { hashKey, QueryObserver, type Query as Cached, type QueryKey } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Refused } from '@/api/http'
import { useQueries, type Pace } from './cache'

/** Something asked of the server and shown. What was shown stays while it is asked again; what passes is asked again by itself. */
export interface Query<T> {
  /** What was answered last; undefined where nothing was read yet, which is not the same as nothing being there. */
  readonly data: T | undefined
  readonly waiting: boolean
  /** What stood in the way of the last question; null where nothing did. */
  readonly refused: Refused | null
  /** What is shown was answered before the last question, which was refused. */
  readonly stale: boolean
  /** When it was answered, milliseconds since 1970; 0 before. */
  readonly at: number
  /** Asks now. */
  ask(): Promise<void>
  /** Asks soon; many calls in a moment are one question. `at`: the position of what is meant. */
  soon(at?: number): void
}

export type Options = Pace & {
  /** What was answered to the last key stays until the next is answered. */
  keep?: boolean
  /** Whatever was answered holds for good, as what is past does: it is not asked again. */
  final?: boolean
  /** Asked again so often by itself, while the page is seen; milliseconds. */
  every?: number
}

const nothing: QueryKey = ['nothing']

/**
 * A question with its key: those who ask the same share one answer. It is asked when somebody begins to look, for news and by `ask`, and given up when nobody looks any more.
 * @param key follows what it reads; null while there is nothing to ask
 */
export function useQuery<T>(
  key: () => QueryKey | null,
  question: (signal: AbortSignal, key: QueryKey) => Promise<T>,
  options: Options = {},
): Query<T> {
  const queries = useQueries()
  const data = shallowRef<T>()
  const refused = shallowRef<Refused | null>(null)
  const waiting = ref(false)
  const at = ref(0)
  const asked = (wanted: QueryKey | null) => ({
    queryKey: wanted ?? nothing,
    queryFn: ({ signal, queryKey }: { signal: AbortSignal; queryKey: QueryKey }) => question(signal, queryKey),
    enabled: wanted !== null,
    meta: options,
    refetchInterval: options.every ?? (false as const),
    staleTime: options.final ? Infinity : 0,
  })
  const observer = new QueryObserver<T>(queries.client, queries.client.defaultQueryOptions(asked(key())))

  const current = () => observer.getCurrentQuery() as unknown as Cached

  function show() {
    const result = observer.getCurrentResult()
    waiting.value = result.isFetching
    // Asked again after a refusal: what stood in the way is still all that is known.
    if (result.error) refused.value = Refused.of(result.error)
    else if (!result.isFetching || result.data !== undefined) refused.value = null
    if (result.data === undefined && options.keep) return
    data.value = result.data
    at.value = result.dataUpdatedAt
  }
  show()
  onScopeDispose(observer.subscribe(show))
  show()
  watch(
    () => hashKey(key() ?? nothing),
    () => {
      refused.value = null
      observer.setOptions(queries.client.defaultQueryOptions(asked(key())))
      show()
    },
    { flush: 'sync' },
  )
  return {
    get data() {
      return data.value
    },
    get waiting() {
      return waiting.value
    },
    get refused() {
      return refused.value
    },
    get stale() {
      return refused.value !== null && data.value !== undefined
    },
    get at() {
      return at.value
    },
    ask: () => queries.ask(current()),
    soon: (position) => queries.soon(current(), position),
  }
}

/** The same query with its answer seen in another way. */
export function selected<T, U>(query: Query<T>, select: (answer: T) => U): Query<U> {
  return {
    get data() {
      return query.data === undefined ? undefined : select(query.data)
    },
    get waiting() {
      return query.waiting
    },
    get refused() {
      return query.refused
    },
    get stale() {
      return query.stale
    },
    get at() {
      return query.at
    },
    ask: query.ask,
    soon: query.soon,
  }
}

/** The query with more that is known from it. */
export const extended = <T, More extends object>(query: Query<T>, more: More): Query<T> & More =>
  Object.defineProperties(more, Object.getOwnPropertyDescriptors(query)) as Query<T> & More
