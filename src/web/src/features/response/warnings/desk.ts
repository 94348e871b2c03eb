import { computed } from 'vue'
import { grouped } from '@/kit/parts/grouped'
import { type Schemas } from '@/base/api/http'
import { division } from '@/base/api/session'
import { now } from '@/base/clock'
import { realm } from '@/base/realm/realm'
import { countsOf, type CallLight } from '@/base/lights/calls'
import type { Group } from '@/kit/live/group'
import { useInHash } from '@/kit/routing/inHash'
import type { Live } from '@/kit/live/live'
import { useQuery } from '@/kit/queries/query'
import { read, useRead } from '@/kit/queries/read'
import { mayDo } from '@/base/session/may'

export type WarningLight = Schemas['WarningLight']
const levels = ['red', 'orange', 'yellow', 'blue']

/** True when a warning warns somebody: an exercise only in its own drill. */
export const warns = (one: WarningLight) =>
  one.stage === 'in-force' && (one.status === 'actual' || (realm !== null && one.status === 'exercise'))

/** Warnings in force as a desk sees them live: unconfirmed ones first, then the gravest; each with the calls about it. */
export function useWarningCards(group: Group) {
  const lights = group.view<WarningLight>('warning')
  const calls = group.view<CallLight>('call')
  const byMatter = computed(() => {
    const about = [...calls.values()].filter((call) => call.about === 'warning')
    return grouped(about, (call) => call.matter)
  })
  return computed(() =>
    [...lights.values()]
      .filter((one) => warns(one) && Date.parse(one.until) > now.value)
      .map((light) => ({ light, calls: byMatter.value.get(light.id) ?? [], counts: countsOf(byMatter.value.get(light.id) ?? []) }))
      .sort(
        (a, b) =>
          Number(Boolean(a.light.confirmedAt)) - Number(Boolean(b.light.confirmedAt)) ||
          levels.indexOf(a.light.level ?? '') - levels.indexOf(b.light.level ?? '') ||
          b.light.receivedAt.localeCompare(a.light.receivedAt),
      ),
  )
}
export type WarningCard = ReturnType<typeof useWarningCards>['value'][number]

/** Messages whose withdrawn warning somebody must name; they have no light of their own, so they are loaded again. */
export const useWaiting = () => useRead('/api/warnings/waiting', () => (mayDo('warning.confirm') ? {} : null), { every: 15_000 })

/** The warning desk: warnings in force, the chosen one in full with everybody it calls, and those whose lifting is being announced. */
export function useWarningDesk(live: Live) {
  const code = division()
  const group = live.join('division', code)
  const cards = useWarningCards(group)
  const { hash, choose: toHash } = useInHash()
  const chosen = computed(() => /warning=([0-9a-f-]+)/.exec(hash.value)?.[1] ?? '')
  const id = computed(() => chosen.value || cards.value[0]?.light.id || '')
  const choose = (next: string) => toHash(`warning=${next}`)
  const shown = useRead('/api/warnings/{warningId}', () => (id.value ? { path: { warningId: id.value } } : null))
  const others = useQuery(
    () => ['warnings'],
    async (signal) => {
      const [elsewhere, over] = await Promise.all(
        (['elsewhere', 'over'] as const).map((state) => read('/api/warnings', { query: { state, limit: 20 } }, signal)),
      )
      return { elsewhere: elsewhere!.items, over: over!.items }
    },
  )
  const waiting = useWaiting()
  const about = (kind: CallLight['about']) =>
    computed(() => [...group.view<CallLight>('call').values()].filter((one) => one.matter === id.value && one.about === kind))
  return { code, group, cards, id, choose, shown, others, waiting, calling: about('warning'), lifting: about('lifting') }
}
