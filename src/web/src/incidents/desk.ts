import { grouped } from '@/parts/grouped'
import { computed, inject, onScopeDispose, reactive, ref, shallowReactive, shallowRef, toRaw, watch, type InjectionKey } from 'vue'
import { Refused, type Schemas } from '@/api/http'
import { division } from '@/api/session'
import { playedLines } from '@/realm/outages'
import { realm } from '@/realm/realm'
import { useInHash } from '@/routing/inHash'
import { liveTime as now } from '@/clock'
import type { Group } from '@/live/group'
import type { Live } from '@/live/live'
import { help, sum, unsettled, type Figures } from './figures'
import { countLate, lateOf, reds, type Late } from './late'
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
} from '@/lights/lights'
import { read } from '@/queries/read'
import { moreUrgent, steady, type Urgent } from './urgency'

export type Shown = Schemas['IncidentShown']
/** An incident as the board, the map and the strip show it. */
export type Card = {
  id: string
  light: IncidentLight
  shown: Shown | undefined
  told: boolean
  figures: Figures | undefined
  unsettled: number
  help: number
  late: number
  lateLife: number
  red: boolean
  look: 'urgent' | 'plain' | 'contained'
}

const key: InjectionKey<Desk> = Symbol('desk')
export const deskKey = key
export function useDesk() {
  const desk = inject(key)
  if (!desk) throw new Error('no desk above this component')
  return desk
}
export type Desk = ReturnType<typeof makeDesk>

/** All that a command desk looks at: what its division is told live, and the titles asked for beside it. */
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
  /** Where there are very many, they are read once a second, not at each change of any. */
  const still = <T extends object>(of: T): T => (many.value && now.value ? toRaw(of) : of)
  const looked = shallowReactive(new Map<string, readonly string[]>())
  /** What a part of the page shows now: the titles of these are asked for first. */
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

  const summed = summing()
  let before = new Map<string, Card>()
  const cards = computed<Map<string, Card>>(() => {
    const [byIncident, lateBy] = [byIncidentOf(still(figures).values()), byIncidentOf(late.value)]
    const all = new Map<string, Card>()
    for (const [id, light] of still(incidents)) {
      if (!isOpen(light)) continue
      const mine = byIncident.get(id)
      const total = mine && summed(id, mine)
      const lateHere = lateBy.get(id) ?? []
      const [lateNow, needing] = [countLate(lateHere), help(total)]
      const look = light.stage !== 'active' ? 'contained' : lateNow || needing ? 'urgent' : 'plain'
      all.set(id, {
        id,
        light,
        shown: still(texts).get(id),
        told: still(told).has(id),
        figures: total,
        unsettled: unsettled(total),
        help: needing,
        late: lateNow,
        lateLife: countLate(lateHere.filter((one) => one.life)),
        red: false,
        look,
      })
    }
    // Only the most urgent ones with something late are red; the others say how much is late. Who needs help is always seen.
    const lates = [...all.values()].filter((one) => one.late).map(urgent)
    for (const { id } of lates.sort(moreUrgent).slice(0, reds)) all.get(id)!.red = true
    for (const card of all.values()) if (card.look === 'urgent' && !card.red && !card.help) card.look = 'plain'
    return (before = kept(before, all))
  })
  const wanted = computed(() =>
    [...cards.value.values()]
      .map(urgent)
      .sort(moreUrgent)
      .map((one) => one.id),
  )
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
  /** New and looked at by nobody here; what was withdrawn, joined or ended since is not. */
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
  // Where nothing is chosen, or what was chosen is over, the most urgent one is shown; the map stays where it is.
  watch(
    [() => group.ready.value, wanted],
    ([ready]) => {
      if (ready && (!selected.value || !cards.value.has(selected.value))) selected.value = wanted.value[0] ?? null
    },
    { immediate: true },
  )

  // The division is told of what still runs; of the chosen incident everything is kept, also what is done.
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

/** The cards as they are now; one that has not changed is the same object as before, so that it is not drawn again. */
export function kept(before: ReadonlyMap<string, Card>, now: Map<string, Card>) {
  for (const [id, card] of now) {
    const known = before.get(id)
    if (known && (Object.keys(card) as (keyof Card)[]).every((name) => known[name] === card[name])) now.set(id, known)
  }
  return now
}

/** The figures of an incident over its communities, summed again only where one of them has changed. */
export function summing() {
  const known = new Map<string, { lights: readonly FiguresLight[]; total: Figures | undefined }>()
  return (id: string, lights: readonly FiguresLight[]) => {
    const last = known.get(id)
    if (last && last.lights.length === lights.length && last.lights.every((one, at) => one === lights[at])) return last.total
    const total = sum(lights)
    known.set(id, { lights, total })
    return total
  }
}

/** What decides a card's place; made once for a sorting, not for each comparing. */
const urgent = ({ id, light, help, lateLife, late }: Card): Urgent => ({
  id,
  stage: light.stage,
  grade: light.grade ?? null,
  openedAt: light.openedAt,
  help,
  lateLife,
  late,
})

const byIncidentOf = <T extends { incident: string }>(all: Iterable<T>) => grouped(all, (one) => one.incident)

const chosenIn = (hash: string) => /incident=([0-9a-f-]+)/.exec(hash)?.[1] ?? null

/** From so many incidents on the page works once a second, not at each change. */
const busy = 500

/** So many titles are asked for with one question. */
const together = 50
/** So many questions are on their way at a time where somebody waits for one; else one, so that opening a desk does not stand in the way of what comes in. */
const most = 2

/** Titles, places and areas by incident: asked when an incident is new or its light has changed, many with one question; what is looked at before the others. */
export function useTexts(lights: () => ReadonlyMap<string, IncidentLight>, first: () => readonly string[]) {
  const texts = shallowReactive(new Map<string, Shown>())
  const told = shallowReactive(new Set<string>())
  const asked = new Map<string, string>()
  const waiting = new Set<string>()
  let running = 0
  const said = (light: IncidentLight) =>
    `${light.areaVersion} ${light.stage} ${light.doubt} ${light.community} ${light.takenBack} ${light.category}`
  function next() {
    const looked = first().filter((id) => waiting.has(id))
    if (!waiting.size || running >= (looked.length ? most : 1)) return
    const ids = [...new Set([...looked, ...waiting])].slice(0, together)
    for (const id of ids) waiting.delete(id)
    running++
    void ask(ids).finally(() => {
      running--
      next()
    })
  }
  async function ask(ids: readonly string[]) {
    try {
      const { items } = await read('/api/incidents/texts', { query: { ids: ids.join() } })
      for (const one of items) texts.set(one.incident.id, one)
    } catch (fault) {
      // What was not reached is asked again with the next change or tick.
      if (Refused.of(fault).passing) for (const id of ids) asked.delete(id)
      if (Refused.of(fault).passing) return
    }
    // What may not be read stays a category and a number.
    for (const id of ids) told.add(id)
  }
  watch(
    [() => [...lights()], now] as const,
    ([incidents]) => {
      const there = new Set<string>()
      for (const [id, light] of incidents) {
        there.add(id)
        if (asked.get(id) === said(light)) continue
        asked.set(id, said(light))
        waiting.add(id)
      }
      for (const id of texts.keys())
        if (!there.has(id)) {
          texts.delete(id)
          told.delete(id)
          asked.delete(id)
        }
      next()
    },
    { immediate: true },
  )
  watch(first, next)
  return { texts, told }
}
