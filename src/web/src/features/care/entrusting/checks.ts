import { computed, watch } from 'vue'
import { answer, api, session } from '@/base/api/http'
import type { useCare } from '@/features/care/temporaryCare/useCare'
import { liveTime } from '@/base/clock'
import { wholePlaceOf } from '@/features/response/doors/place'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { comingDays } from '@/kit/parts/days'
import { heldUpTo } from '@/kit/queries/positions'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { useWalk } from '@/features/care/visits/walk'
import { checksOf } from './due'

const here = () => session.value?.member?.community ?? session.value?.scopes[0]?.division ?? ''

/** True when the user looks after the children of one community: no drill has any of it. */
export const looksAfterChildren = () => !realm && mayDo('protection.keep') && here().length === 12

/** Checks that are due today, from the data on the phone and the acts done on it since. */
export function useChecks(care: ReturnType<typeof useCare>) {
  const { unsent, taken } = useOutbox()
  const { all: walk } = useWalk()
  const name = (of: string) => (looksAfterChildren() ? of : '')
  const entrustment = useKept(
    () => name(`entrusted ${here()}`),
    () => answer(() => api.GET('/api/communities/{code}/entrustments', { params: { path: { code: here() } } })),
  )
  const protection = useKept(
    () => name('protection'),
    () => answer(() => api.GET('/api/protection', { params: {} })),
  )
  const table = useKept(
    () => name('entrusted-table'),
    () => answer(() => api.GET('/api/entrustments/table', {})),
  )
  const parts = { entrustment, protection, care: care.kept }
  /** Loaded data that an entity belongs to. */
  const partOf = (entity: string) => parts[entity.split('/')[0] as keyof typeof parts]
  const newer = (of: 'entrustment' | 'protection') =>
    taken.value.filter((one) => one.act.entity.startsWith(`${of}/`) && one.position > heldUpTo(parts[of].data)).length
  for (const of of ['entrustment', 'protection'] as const)
    watch(
      () => newer(of),
      (some) => some && parts[of].soon(),
    )
  const waits = (entity: string) => unsent.value.some((one) => !one.refused && one.entity === entity)
  const told = (entity: string, path: string) =>
    unsent.value.some((one) => !one.refused && one.entity === entity && one.path.endsWith(path)) ||
    taken.value.some((one) => one.act.entity === entity && one.act.path.endsWith(path) && one.position > heldUpTo(partOf(entity).data))
  const places = computed(
    () =>
      new Map([
        ...walk.value.map((one) => [one.personId, wholePlaceOf(one.door)] as const),
        ...care.cases.value.filter((one) => one.place).map((one) => [one.light.person, one.place] as const),
        ...(entrustment.data?.items ?? []).map((one) => [one.personId, wholePlaceOf(one.door)] as const),
      ]),
  )
  const all = computed(() =>
    looksAfterChildren()
      ? checksOf({
          cases: care.cases.value,
          rows: new Map((care.kept.data?.rows ?? []).map((row) => [row.id, row])),
          entrusted: entrustment.data?.items ?? [],
          protection: protection.data?.items ?? [],
          facts: table.data?.facts,
          places: places.value,
          today: comingDays(1)[0]!,
          now: liveTime.value,
          told,
          waits,
        })
      : [],
  )
  return {
    asked: { entrusted: entrustment, protection, table },
    table,
    all,
    due: computed(() => all.value.filter((one) => !one.done)),
    done: computed(() => all.value.filter((one) => one.done)),
  }
}
