import { computed, ref, watch } from 'vue'
import { api, answer, type Schemas } from '@/api/http'
import { division } from '@/api/session'
import { useAsked } from '@/live/asked'
import type { Live } from '@/live/live'
import { now } from '@/clock'
import type { Readiness } from '@/readiness/standing'

export type Community = Schemas['CommunityShown']
export type Goods = Schemas['GoodsLight']
export type Order = Schemas['OrderLight']
export type Incident = Schemas['IncidentLight']
export type Call = Schemas['CallLight']

/** What the clock alone changes (who is on duty, what has expired) is asked again so often. */
const rested = 60_000
/** What is told of a community without saying what it is: asked again at once. */
const told = new Set(['plan', 'team', 'stock', 'register', 'task-supplies'])

/** What the desk shows: its street's communities in the order of their codes, and what waits for the street. */
export function useStreet(live: Live) {
  const own = division()
  const streets = useAsked(async () =>
    own.length < 9 ? (await answer(() => api.GET('/api/divisions', { params: { query: { parent: own, limit: 200 } } }))).items : [],
  )
  const chosen = ref(new URLSearchParams(location.search).get('street') ?? '')
  const code = computed(() =>
    own.length >= 9 ? own : (streets.value.value?.find((one) => one.code === chosen.value)?.code ?? streets.value.value?.[0]?.code ?? ''),
  )
  const name = useAsked(async () =>
    code.value ? answer(() => api.GET('/api/divisions/{code}', { params: { path: { code: code.value } } })) : undefined,
  )

  const path = () => ({ params: { path: { code: code.value } } })
  const communities = useAsked(
    async (): Promise<Community[] | undefined> =>
      code.value ? (await answer(() => api.GET('/api/divisions/{code}/communities', path()))).items : undefined,
    false,
  )
  const readiness = useAsked(
    async (): Promise<Readiness | undefined> => (code.value ? answer(() => api.GET('/api/readiness/{code}', path())) : undefined),
    false,
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
  const calls = computed(() => inside<Call>('call', (one) => one.receiver).value.filter((one) => one.about !== 'order'))

  group.onChange((change) => {
    if (told.has(change.view) && (code.value.length === 12 || change.view === 'task-supplies' || change.key.startsWith(code.value))) soon()
  })
  watch(code, () => {
    void name.ask()
    void communities.ask()
    void readiness.ask()
  })
  watch(() => Math.floor(now.value / rested), soon)
  if (code.value) void communities.ask().then(readiness.ask)
  return { streets: streets.value, chosen, code, name: name.value, communities, readiness, soon, group, incidents, goods, orders, calls }
}

const over = new Set<Incident['stage']>(['none', 'response-ended', 'archived', 'withdrawn'])
