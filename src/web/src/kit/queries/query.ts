import { hashKey, QueryObserver, type Query as Cached, type QueryKey } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { Refused } from '@/base/api/http'
import { useQueries, type Pace } from '@/kit/queries/cache'

/** A query to the server. Its data stays on the screen while it is loaded again; passing errors are retried automatically. */
export interface Query<T> {
  /** The last answer; undefined while nothing is loaded, which is not the same as an empty answer. */
  readonly data: T | undefined
  readonly waiting: boolean
  /** Refusal of the last request; null where there was none. */
  readonly refused: Refused | null
  /** True when the data is older than the last request, which was refused. */
  readonly stale: boolean
  /** Time of the answer, milliseconds since 1970; 0 before. */
  readonly at: number
  /** Loads now. */
  ask(): Promise<void>
  /** Loads soon; many calls in a moment become one request. `at`: position that the answer must include. */
  soon(at?: number): void
}

export type Options = Pace & {
  /** Keeps the answer for the last key until the next is answered. */
  keep?: boolean
  /** An answer that never changes, such as one about the past: it is not loaded again. */
  final?: boolean
  /** Interval at which it is loaded again, while the page is visible; milliseconds. */
  every?: number
}

const nothing: QueryKey = ['nothing']

/**
 * A query with its key: users of the same key share one answer. It is loaded on first use, on changes and by `ask`, and cancelled when
 * nobody uses it any more.
 * @param key follows the values it depends on; null while there is nothing to load
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
    // Loaded again after a refusal: until then the refusal is all that is known.
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

/** The same query with its answer transformed. */
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

/** The query with further values derived from it. */
export const extended = <T, More extends object>(query: Query<T>, more: More): Query<T> & More =>
  Object.defineProperties(more, Object.getOwnPropertyDescriptors(query)) as Query<T> & More
