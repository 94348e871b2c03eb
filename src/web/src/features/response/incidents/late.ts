import type { GoodsLight, HandoverLight, IncidentLight, OrderLight, TaskLight } from '@/base/lights/lights'

/** Something that should have happened by now, in any incident. `since`: the moment from which the clock counts up. */
export type Late = {
  key: string
  incident: string
  kind: 'incident' | 'task' | 'handover' | 'order' | 'goods'
  life: boolean
  since: string
  count: number
  id: string
  step: string | null
  role: string | null
  detail: string
  /** Division or hotline whose desk is dialled. */
  place: string | null
}

type Sources = {
  incidents: Iterable<IncidentLight>
  tasks: Iterable<TaskLight>
  handovers: Iterable<HandoverLight>
  orders: Iterable<OrderLight>
  goods: Iterable<GoodsLight>
}

/** Tasks of one step that nobody took are one item with a count: seventeen unvisited doors are one late thing. */
export function lateOf({ incidents, tasks, handovers, orders, goods }: Sources): Late[] {
  const all = new Map<string, Late>()
  const put = (late: Omit<Late, 'count'>) => {
    const known = all.get(late.key)
    if (known) {
      known.count++
      if (late.since < known.since) known.since = late.since
    } else all.set(late.key, { ...late, count: 1 })
  }
  for (const one of incidents)
    if (one.unattended)
      put({
        key: `incident/${one.id}`,
        incident: one.id,
        kind: 'incident',
        life: true,
        since: one.openedAt,
        id: one.id,
        step: null,
        role: null,
        detail: 'unattended',
        place: one.community ?? one.county,
      })
  for (const task of tasks)
    if (task.late)
      put({
        key: `${task.incident}/${task.step ?? task.id}/${task.community}`,
        incident: task.incident,
        kind: 'task',
        life: task.class === 'life',
        since: task.openedAt,
        id: task.id,
        step: task.step ?? null,
        role: task.role ?? null,
        detail: task.class,
        place: task.community,
      })
  for (const one of handovers) {
    if (one.stage === 'returned')
      put({
        key: one.id,
        incident: one.incident,
        kind: 'handover',
        life: one.kind === 'ambulance' || one.kind === 'fire-rescue',
        since: one.offeredAt,
        id: one.id,
        step: null,
        role: null,
        detail: 'returned',
        place: one.dial ?? null,
      })
    else if (one.rings)
      put({
        key: one.id,
        incident: one.incident,
        kind: 'handover',
        life: one.kind === 'ambulance' || one.kind === 'fire-rescue',
        since: one.replyBefore,
        id: one.id,
        step: null,
        role: null,
        detail: 'unanswered',
        place: one.dial ?? null,
      })
  }
  for (const order of orders)
    if (isUnheard(order))
      put({
        key: `order/${order.order}`,
        incident: order.incident ?? '',
        kind: 'order',
        life: false,
        since: order.at,
        id: order.order,
        step: null,
        role: null,
        detail: order.driving ? 'driving' : 'calling',
        place: order.receiver,
      })
  for (const one of goods)
    if (one.late)
      put({
        key: one.id,
        incident: one.incident,
        kind: 'goods',
        life: false,
        since: one.due ?? one.at,
        id: one.id,
        step: one.item,
        role: null,
        detail: 'requested',
        place: one.community.slice(0, 9),
      })
  return [...all.values()].sort((a, b) => Number(b.life) - Number(a.life) || a.since.localeCompare(b.since))
}

/** True when the receiver was called and did not answer: unread past its time. */
export const isUnheard = (order: OrderLight) =>
  order.stage === 'sent' &&
  !order.reached &&
  order.calls.length > 0 &&
  !order.heard &&
  !order.calls.some((call) => call.state === 'answered')

/** Number of late things in solid red in one list; the others are counted. If everything were red, nothing would stand out. */
export const reds = 3

/** Number of single things, not of groups. */
export const countLate = (late: readonly Late[]) => late.reduce((sum, one) => sum + one.count, 0)
