import { QueryClient, type Query as Cached, type QueryCacheNotifyEvent } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import { Refused } from '@/base/api/http'
import { pause } from '@/base/send/patience'
import { owned } from '@/base/session/session'
import { heldUpTo } from '@/kit/queries/positions'

/** Time in which many calls become one request; milliseconds. */
export const moment = 120
/** Time for which an unused answer is kept. */
const forgotten = 60_000

/** Limits on loading a query. `moment`: time for which changes are gathered before it is loaded; `pace`: pause after an answer. */
export type Pace = { moment?: number; pace?: number }
type Timer = ReturnType<typeof setTimeout>
type Due = { news?: Timer | undefined; retry?: Timer | undefined; failed: number; wanted: number; again: boolean }

/**
 * Decides when the queries of a session are loaded again: on changes, and after errors that pass, as `verdictOf` decides. Only one request
 * of a query runs at a time.
 */
export class Queries {
  /** Each request is sent once: the code below decides about retries. */
  readonly client = new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
        structuralSharing: false,
        gcTime: forgotten,
      },
    },
  })
  private readonly dues = new Map<Cached, Due>()
  private readonly stop = this.client.getQueryCache().subscribe((event) => this.heard(event))

  /** Queries that are on the screen. */
  get active() {
    return this.client
      .getQueryCache()
      .getAll()
      .filter((query) => query.isActive())
  }

  /** Schedules a refetch, unless the cached answer, or one that is already loading, includes position `at`. */
  soon(query: Cached, at = Infinity) {
    const due = this.of(query)
    due.wanted = Math.max(due.wanted, at)
    due.news ??= setTimeout(() => this.look(query), wait(query))
  }

  /** Loads now: an answer that is on its way may be older than the act just done. */
  async ask(query: Cached): Promise<void> {
    if (!query.isActive()) return
    const early = query.state.fetchStatus !== 'idle' && query.state.data === undefined
    if (early) await this.fetch(query)
    await this.fetch(query)
  }

  /** The server is reached again: requests that failed are sent now. */
  reached() {
    for (const query of this.active) if (query.state.error && Refused.of(query.state.error).unreached) this.soon(query)
  }

  dispose() {
    for (const query of this.dues.keys()) this.rest(query)
    this.stop()
    this.client.clear()
  }

  private async fetch(query: Cached) {
    this.rest(query)
    try {
      await query.fetch(undefined, { cancelRefetch: true })
    } catch {
      // The error is in the query's state, where it is shown.
    }
  }

  private look(query: Cached) {
    const due = this.of(query)
    due.news = undefined
    if (query.state.fetchStatus !== 'idle') due.again = true
    else if (query.state.error || due.wanted > heldUpTo(query.state.data)) void this.ask(query)
    else due.wanted = -1
  }

  private heard(event: QueryCacheNotifyEvent) {
    const { query, type } = event
    if (type === 'removed' || (type === 'observerRemoved' && !query.isActive())) return this.rest(query)
    if (type !== 'updated' || !query.isActive()) return
    if (event.action.type === 'success' && !event.action.manual) this.answered(query)
    if (event.action.type === 'error') this.refused(query, Refused.of(event.action.error))
  }

  private answered(query: Cached) {
    const due = this.of(query)
    clearTimeout(due.retry)
    due.failed = 0
    if (due.again) this.soon(query, due.wanted)
    due.again = false
  }

  private refused(query: Cached, { passing, after }: Refused) {
    const due = this.of(query)
    clearTimeout(due.retry)
    due.again = false
    if (passing) due.retry = setTimeout(() => void this.ask(query), pause(due.failed++, { atLeast: after }))
  }

  private rest(query: Cached) {
    const due = this.dues.get(query)
    clearTimeout(due?.news)
    clearTimeout(due?.retry)
    if (due && query.isActive()) Object.assign(due, { news: undefined, retry: undefined, wanted: -1, again: false })
    else this.dues.delete(query)
  }

  private of(query: Cached): Due {
    const due = this.dues.get(query) ?? { failed: 0, wanted: -1, again: false }
    this.dues.set(query, due)
    return due
  }
}

/** Clients that receive the same change do not all load at the same moment. */
function wait({ meta, state }: Cached) {
  const { moment: gathered = moment, pace } = (meta ?? {}) as Pace
  return pace === undefined ? gathered : Math.max(gathered, state.dataUpdatedAt + pace - Date.now()) + Math.random() * moment
}

/** Queries of this session, by key. They end with the session. */
export const useQueries = owned(() => {
  const queries = new Queries()
  onScopeDispose(() => queries.dispose())
  return queries
})
