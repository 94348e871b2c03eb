import { computed, inject, onScopeDispose, reactive, ref, shallowReactive, shallowRef, toRaw, watch, type InjectionKey } from 'vue'
import { division } from '@/base/api/session'
import { playedLines } from '@/base/realm/outages'
import { realm } from '@/base/realm/realm'
import { useInHash } from '@/kit/routing/inHash'
import { liveTime as now } from '@/base/clock'
import type { Group } from '@/kit/live/group'
import type { Live } from '@/kit/live/live'
import { makingCards, ordering } from './cards'
import { countLate, lateOf, type Late } from './late'
import {
  isOpen,
  type FiguresLight,
  type GoodsLight,
  type HandoverLight,
  type IncidentLight,
  type LinkLight,
  type OrderLight,
  type StandingLight,
  type TaskLight,
} from '@/base/lights/lights'
import { useTexts } from './texts'
import { steady } from './urgency'

export type { Card, Shown } from './cards'

const key: InjectionKey<Desk> = Symbol('desk')
export const deskKey = key
export function useDesk() {
  const desk = inject(key)
  if (!desk) throw new Error('no desk above this component')
  return desk
}
export type Desk = ReturnType<typeof makeDesk>

/** Data of a command desk: live changes of its division, and the titles loaded beside it. */
export function makeDesk(live: Live) {
  const code = division()
  const group = live.join('division', code)
  onScopeDispose(() => group.release())
  const incidents = group.view<IncidentLight>('incident')
  const figures = group.view<FiguresLight>('figures')
  const tasks = group.view<TaskLight>('task')
  const orders = group.view<OrderLight>('order')
  const handovers = group.view<HandoverLight>('handover')
  const goods = group.view<GoodsLight>('goods')
  const links: ReadonlyMap<string, LinkLight> = realm ? playedLines() : group.view<LinkLight>('hotline')
  const positions = group.view<StandingLight>('position')

  const { hash, choose } = useInHash((now) => (selected.value = chosenIn(now) ?? wanted.value[0] ?? null))
  const selected = ref<string | null>(chosenIn(hash.value))
  const many = computed(() => incidents.size > busy)
  /** Very many incidents are taken over once a second, not at each change of any. */
  const still = <T extends object>(of: T): T => (many.value && now.value ? toRaw(of) : of)
  const looked = shallowReactive(new Map<string, readonly string[]>())
  /** Incidents that a part of the page shows now: their titles are loaded first. */
  const look = (part: string, ids: readonly string[]) => looked.get(part)?.join() === ids.join() || looked.set(part, ids)
  const { texts, told } = useTexts(
    () => still(incidents),
    () => [...(selected.value ? [selected.value] : []), ...[...looked.values()].flat()],
  )
  const late = computed<Late[]>(() =>
    lateOf({
      incidents: still(incidents).values(),
      tasks: still(tasks).values(),
      handovers: still(handovers).values(),
      orders: still(orders).values(),
      goods: still(goods).values(),
    }).filter((one) => one.kind === 'order' || isOpen(still(incidents).get(one.incident))),
  )

  const made = makingCards()
  const cards = computed(() =>
    made({ lights: still(incidents), figures: still(figures).values(), late: late.value, texts: still(texts), told: still(told) }),
  )
  const ordered = ordering()
  const wanted = computed(() => ordered(cards.value))
  const order = shallowRef<readonly string[]>([])
  const held = ref(false)
  let changedAt = 0
  watch(
    [wanted, now],
    () => {
      const next = steady(order.value, wanted.value, changedAt, now.value, held.value)
      changedAt = next.changedAt
      if (next.order.length !== order.value.length || next.order.some((id, i) => id !== order.value[i])) order.value = next.order
    },
    { immediate: true },
  )

  const totals = computed(() => {
    const all = [...cards.value.values()]
    return {
      incidents: all.length,
      late: countLate(late.value),
      unsettled: all.reduce((sum, card) => sum + card.unsettled, 0),
      help: all.reduce((sum, card) => sum + card.help, 0),
    }
  })

  const [flash, unseen, known] = [reactive(new Set<string>()), ref<string[]>([]), new Set<string>()]
  /** New incidents that nobody here has opened; withdrawn, joined and ended ones are dropped. */
  const fresh = computed(() => unseen.value.filter((id) => cards.value.has(id)))
  group.onChange((change) => {
    if (change.view !== 'incident' || !change.value || !group.ready.value || known.has(change.key)) return
    known.add(change.key)
    flash.add(change.key)
    unseen.value = [...unseen.value, change.key]
    setTimeout(() => flash.delete(change.key), 900)
  })
  watch(group.ready, (ready) => ready && [...incidents.keys()].forEach((id) => known.add(id)), { immediate: true, flush: 'sync' })

  function select(id: string | null) {
    selected.value = id
    if (id) unseen.value = unseen.value.filter((one) => one !== id)
    choose(id ? `incident=${id}` : '')
  }
  // Selects the most urgent incident where nothing is chosen or the chosen one is over; the map stays where it is.
  watch(
    [() => group.ready.value, wanted],
    ([ready]) => {
      if (ready && (!selected.value || !cards.value.has(selected.value))) selected.value = wanted.value[0] ?? null
    },
    { immediate: true },
  )

  // The division hears of running incidents only; all data of the chosen incident is kept, also of ended tasks.
  const here = shallowRef<Group>()
  watch(
    selected,
    (id) => {
      here.value?.release()
      here.value = id ? live.join('incident', id) : undefined
    },
    { immediate: true },
  )
  onScopeDispose(() => here.value?.release())
  function ofIncident<T extends { incident?: string | null }>(view: string): Map<string, T> {
    const id = selected.value
    const own = here.value?.id === id && here.value?.ready.value ? here.value.view<T>(view) : group.view<T>(view)
    return new Map([...own].filter(([, one]) => one.incident === id))
  }
  const chosenTasks = computed(() => ofIncident<TaskLight>('task'))
  const chosenOrders = computed(() => ofIncident<OrderLight>('order'))
  const chosenHandovers = computed(() => ofIncident<HandoverLight>('handover'))

  const card = computed(() => (selected.value ? cards.value.get(selected.value) : undefined))
  return {
    live,
    code,
    group,
    incidents,
    figures,
    tasks,
    orders,
    handovers,
    goods,
    links,
    positions,
    cards,
    order,
    held,
    late,
    totals,
    selected,
    card,
    flash,
    fresh,
    select,
    look,
    texts,
    told,
    chosenTasks,
    chosenOrders,
    chosenHandovers,
  }
}

const chosenIn = (hash: string) => /incident=([0-9a-f-]+)/.exec(hash)?.[1] ?? null

/** Number of incidents from which the page updates once a second, not at each change. */
const busy = 500
