import { computed, ref } from 'vue'
import { type Schemas } from '@/base/api/http'
import { division } from '@/base/api/session'
import type { Live } from '@/kit/live/live'
import { selected } from '@/kit/queries/query'
import { useRead } from '@/kit/queries/read'
import { useInQuery } from '@/kit/routing/inQuery'

export type Community = Schemas['CommunityShown']
export type Goods = Schemas['GoodsLight']
export type Order = Schemas['OrderLight']
export type Incident = Schemas['IncidentLight']
export type Call = Schemas['CallLight']

/** Interval at which data is loaded again that the clock alone changes (who is on duty, what has expired). */
const rested = 60_000

/** Data of the desk: the street's communities in the order of their codes, and the items that wait for the street. */
export function useStreet(live: Live) {
  const own = division()
  const chosen = ref(new URLSearchParams(location.search).get('street') ?? '')
  const chosenCounty = ref(chosen.value.slice(0, 6))
  /** Counties of a city; a user of a county or below has one. */
  const counties = selected(
    useRead('/api/divisions', () => (own.length < 6 ? { query: { parent: own, limit: 200 } } : null)),
    (page) => page.items,
  )
  const county = computed(() =>
    own.length >= 6
      ? own.slice(0, 6)
      : (counties.data?.find((one) => one.code === chosenCounty.value)?.code ?? counties.data?.[0]?.code ?? ''),
  )
  const streets = selected(
    useRead('/api/divisions', () => (own.length < 9 && county.value ? { query: { parent: county.value, limit: 200 } } : null)),
    (page) => page.items,
  )
  /** Division below which nothing has been imported yet. */
  const bare = computed(() => (counties.data?.length === 0 ? own : streets.data?.length === 0 ? county.value : undefined))
  const code = computed(() =>
    own.length >= 9 ? own : (streets.data?.find((one) => one.code === chosen.value)?.code ?? streets.data?.[0]?.code ?? ''),
  )
  const path = () => (code.value ? { path: { code: code.value } } : null)
  const name = useRead('/api/divisions/{code}', () => path())

  const communities = selected(
    useRead('/api/divisions/{code}/communities', () => path(), { every: rested }),
    (page): Community[] => page.items,
  )
  /** A past day whose readiness is shown beside today's. */
  const day = useInQuery('day')
  const readiness = useRead(
    '/api/readiness/{code}',
    () => {
      const at = path()
      return at && (/^\d{4}-\d{2}-\d{2}$/.test(day.value) ? { ...at, query: { day: day.value } } : at)
    },
    { every: rested },
  )
  const soon = () => {
    communities.soon()
    readiness.soon()
  }

  const group = live.join('division', own)
  const inside = <T>(view: string, community: (value: T) => string | null) =>
    computed(() => [...group.view<T>(view).values()].filter((value) => community(value)?.startsWith(code.value)))
  const incidents = computed(() =>
    [...group.view<Incident>('incident').values()].filter(
      (one) => !over.has(one.stage) && [one.community, ...one.communities].some((community) => community?.startsWith(code.value)),
    ),
  )
  const goods = inside<Goods>('goods', (one) => one.community)
  const orders = inside<Order>('order', (one) => one.receiver)
  /** Calls about warnings and their lifting; those about orders stand on the order. */
  const calls = computed(() =>
    inside<Call>('call', (one) => one.receiver).value.filter((one) => one.about === 'warning' || one.about === 'lifting'),
  )

  return {
    asked: { counties, streets, name },
    counties: computed(() => counties.data),
    county: computed({ get: () => county.value, set: (code) => (chosenCounty.value = code) }),
    streets: computed(() => streets.data),
    bare,
    name: computed(() => name.data),
    chosen,
    code,
    communities,
    day,
    readiness,
    soon,
    group,
    incidents,
    goods,
    orders,
    calls,
  }
}

const over = new Set<Incident['stage']>(['none', 'response-ended', 'archived', 'withdrawn'])
