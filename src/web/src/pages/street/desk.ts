import { computed, onScopeDispose, ref } from 'vue'
import type { CareLight } from '@/features/care/temporaryCare/stages'
import { useStreet } from '@/features/access/communities/street'
import { useConfirmations } from '@/features/access/confirmations/waiting'
import { dangersWaiting, type HazardsLight } from '@/features/prevention/riskPoints/light'
import { isTold } from '@/base/lights/calls'
import type { TaskLight } from '@/base/lights/lights'
import type { Live } from '@/kit/live/live'
import { shortName } from '@/kit/geo/names'
import { useKept } from '@/features/response/retaining/kept'
import { useInHash } from '@/kit/routing/inHash'
import { mayDo } from '@/base/session/may'
import { session } from '@/base/session/who'

/** Data that the parts of the desk share: its street, its communities, and the number of waiting items in each part. */
export function useStreetDesk(live: Live) {
  const street = useStreet(live)
  const { communities, code, name, group, goods, orders, calls } = street
  const mine = live.join('me', session.value?.account ?? '')
  onScopeDispose(() => mine.release())
  /** Users who keep the registers but take no part in incidents hear no broadcast: their page loads each minute. */
  const hears = mayDo('live.division')
  const confirmations = useConfirmations(hears)
  /** True when retention decisions that are not due yet are shown too. */
  const allKept = ref(false)
  const kept = useKept(() => allKept.value)
  const registers = computed(() => (communities.data ?? []).map((one) => ({ code: one.code, name: shortName(one.name) })))
  const waiting = computed(() => orders.value.filter((one) => one.stage === 'stopped' || (one.unlisted && !one.reviewed)))
  const { hash, choose } = useInHash()
  /** The community whose drawer is open, and its tab. */
  const [opened, tab] = [ref(''), ref('roster')]
  function go(community: string, to: string) {
    opened.value = community
    tab.value = to
    choose('communities')
  }
  const isMine = (division: string) => session.value?.scopes.some((scope) => scope.division === division)

  return {
    street,
    code,
    group,
    hears,
    registers,
    waiting,
    confirmations,
    allKept,
    kept,
    hash,
    choose,
    opened,
    tab,
    tabs: ['roster', 'stock', 'plan', ...(mayDo('residents.read') ? ['residents'] : [])],
    go,
    off: computed(() => live.stale.value),
    lost: computed(() => (hears ? group.lost.value !== null : communities.refused?.status === 403)),
    nameOf: (of: string) => registers.value.find((one) => one.code === of)?.name ?? (communities.data ? of : ''),
    nameOfAny: (of: string) => (of === code.value.slice(0, 9) && name.value ? shortName(name.value.name) : of),
    /** Number of waiting items in each part, from live data. */
    counts: {
      /** Hazards reported, dangerous or late: for a community its own, for a street those that the street must decide. */
      dangers: () => dangersWaiting(group.view<HazardsLight>('hazards').values(), code.value),
      /** Cases that are late for somebody: nobody must overlook one on another tab. */
      care: () => [...mine.view<CareLight>('care').values()].filter((one) => one.lateLevel > 0 && !one.onlyTold).length,
      calls: () => calls.value.filter((one) => !isTold(one)).length,
      goods: () => goods.value.filter((one) => one.stage === 'requested').length,
      /** Help that is requested and not given yet. */
      help: () => [...group.view<TaskLight>('task').values()].filter((one) => one.help && one.state === 'open').length,
      orders: () => waiting.value.length,
      /** Orders to exactly this street or community, which its own people read and answer. */
      received: () => orders.value.filter((one) => one.stage === 'sent' && isMine(one.receiver)).length,
      cases: () => group.view('case').size,
      /** Submitted plans, for the street that approves them. */
      plans: () => (mayDo('plan.approve') ? (communities.data ?? []).filter((one) => one.plan.draft === 'submitted').length : 0),
      confirm: () => (confirmations.data?.waiting.length ?? 0) + (kept.data?.items.filter((one) => one.isDue && one.mayDecide).length ?? 0),
    },
  }
}

export type StreetDesk = ReturnType<typeof useStreetDesk>
