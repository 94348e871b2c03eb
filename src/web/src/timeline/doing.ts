import type { HandoverLight, IncidentLight, OrderLight, TaskLight } from '@/lights/lights'
import type { Entry } from './entries'

type PastTask = Pick<TaskLight, 'class' | 'state' | 'level' | 'reminders' | 'due' | 'takenAt'> & {
  levels: number
  holder: { account: string; role: string } | null
  noticed: Set<string>
}
type PastReceiver = Pick<OrderLight, 'stage' | 'unlisted' | 'reviewed' | 'due' | 'calls' | 'driving' | 'reached' | 'heard'>
type PastHandover = Pick<HandoverLight, 'stage' | 'cause' | 'minutes' | 'unconfirmed' | 'byVoice' | 'confirmedAt'> & { voiceOnly: boolean }
/** What was being done in an incident at a moment; receivers of orders by order and division. */
export type Doing = {
  stage: IncidentLight['stage']
  grade: IncidentLight['grade']
  cards: number
  tasks: Map<string, PastTask>
  receivers: Map<string, PastReceiver>
  handovers: Map<string, PastHandover>
}

export const nothingDone = (): Doing => ({
  stage: 'active',
  grade: null,
  cards: 0,
  tasks: new Map(),
  receivers: new Map(),
  handovers: new Map(),
})

/** Folds one event as the server does; whether it was one of these. */
export function foldDoing(now: Doing, entry: Entry) {
  const form = entry.form.replace(/\.v\d+$/, '')
  if (form.startsWith('incident.task-')) foldTask(now.tasks, form, entry)
  else if (form.startsWith('order.')) foldOrder(now.receivers, form, entry)
  else if (form.startsWith('call.') && entry.data.about?.kind === 'order')
    foldOrder(now.receivers, form, { ...entry, key: entry.data.about.id })
  else if (form.startsWith('handover.')) foldHandover(now.handovers, form, entry)
  else if (form === 'incident.contained' || form === 'incident.scene-reopened') now.stage = 'contained'
  else if (form === 'incident.scene-ended') now.stage = 'scene-ended'
  else if (form === 'incident.response-ended') now.stage = 'response-ended'
  else if (form === 'incident.graded') now.grade = (entry.data.grade as IncidentLight['grade']) ?? null
  else if (form === 'incident.card-activated') now.cards++
}

function foldTask(tasks: Doing['tasks'], form: string, { at, data }: Entry) {
  if (form === 'incident.task-opened')
    tasks.set(data.task!, {
      class: data.planned!.class as TaskLight['class'],
      state: 'open',
      level: 0,
      reminders: 0,
      due: data.due ?? null,
      takenAt: null,
      levels: data.planned!.levels.length,
      holder: null,
      noticed: new Set(),
    })
  const task = tasks.get(data.task!)
  if (!task) return
  const { due = null, level } = data
  const freed = { state: 'open', holder: null, takenAt: null, due } as const
  switch (form) {
    case 'incident.task-taken':
      return void Object.assign(task, { state: 'taken', takenAt: at, due, holder: data.by ?? null })
    case 'incident.task-noticed':
      return void (data.by?.member && task.noticed.add(data.by.member))
    case 'incident.task-arrived':
      return void (task.state = 'arrived')
    case 'incident.task-done':
      return void Object.assign(task, { state: 'done', due })
    case 'incident.task-cancelled':
      return void Object.assign(task, { state: 'cancelled', due })
    case 'incident.task-declined':
      return void Object.assign(task, freed, { level })
    case 'incident.task-handed-on': {
      // Whoever it is handed to is a step of their own; from the last one it comes back to that step.
      const step = Math.min(task.level + 1, task.levels)
      return void Object.assign(task, freed, { level: step, levels: task.levels + (step === task.levels ? 2 : 1) })
    }
    case 'incident.task-reminded':
      return void Object.assign(task, { reminders: data.count, due })
    case 'incident.task-escalated':
      return void Object.assign(task, { level, due })
  }
}

function foldOrder(receivers: Doing['receivers'], form: string, { key, at, data }: Entry) {
  if (!data.receiver) return
  const of = `${key}/${data.receiver}`
  const one: PastReceiver = receivers.get(of) ?? {
    stage: 'sent',
    unlisted: false,
    reviewed: false,
    due: null,
    calls: [],
    driving: false,
    reached: false,
    heard: null,
  }
  const due = data.due ?? null
  const called = (state: 'placed' | 'answered' | 'failed') =>
    one.calls.map((call) => (call.attempt === data.attempt ? { ...call, state, cause: data.cause ?? null } : call))
  const next: Record<string, Partial<PastReceiver>> = {
    'order.delivered': { stage: 'sent', unlisted: data.unlisted ?? false, due },
    'order.stopped': { stage: 'stopped', due: null },
    'order.seen': { stage: 'seen', due: null },
    'order.fed-back': { stage: 'fed-back', due: null },
    'order.refused': { stage: 'refused', due: null },
    'order.reviewed': { reviewed: true },
    'order.call-asked': {
      calls: [
        ...one.calls.filter((call) => call.attempt !== data.attempt),
        { attempt: data.attempt ?? 0, who: data.who ?? 'duty', state: 'asked', cause: null, at: null },
      ],
      due,
    },
    'order.call-placed': { calls: called('placed') },
    'order.call-answered': { calls: called('answered'), due: null },
    'order.call-failed': { calls: called('failed') },
    'order.driver-asked': { driving: true, due: null },
    'order.receiver-reached': { reached: true, due: null },
    'call.ring-asked': {
      calls: [
        ...one.calls.filter((call) => call.attempt !== data.attempt),
        { attempt: data.attempt ?? 0, who: data.who ?? 'duty', state: 'asked', cause: null, at },
      ],
      due,
    },
    'call.ring-placed': { calls: called('placed') },
    'call.ring-failed': { calls: called('failed') },
    'call.heard': {
      calls: called('answered'),
      due: null,
      heard: { means: data.means ?? 'voice', who: one.calls.find((call) => call.attempt === data.attempt)?.who ?? null, role: null, at },
    },
    'call.drive-asked': { driving: true, due: null },
    'call.reached-by-driving': { reached: true, due: null },
    'call.ended': { due: null },
  }
  if (next[form]) receivers.set(of, { ...one, ...next[form] })
}

function foldHandover(handovers: Doing['handovers'], form: string, { key, at, data }: Entry) {
  if (form === 'handover.queued')
    handovers.set(key, {
      stage: 'queued',
      cause: null,
      minutes: null,
      unconfirmed: false,
      byVoice: false,
      confirmedAt: null,
      voiceOnly: data.facts?.byVoice ?? false,
    })
  const one = handovers.get(key)
  if (!one) return
  const confirmed = (stage: PastHandover['stage']) => ({
    stage,
    cause: null,
    minutes: null,
    byVoice: false,
    confirmedAt: one.confirmedAt ?? at,
  })
  const next: Record<string, Partial<PastHandover>> = {
    'handover.delivered': { stage: 'delivered' },
    'handover.unconfirmed': { unconfirmed: true },
    'handover.called': data.confirmed ? { stage: 'accepted', byVoice: true, confirmedAt: at } : {},
    'handover.accepted': confirmed('accepted'),
    'handover.progressed': confirmed('progressed'),
    'handover.completed': confirmed('completed'),
    'handover.returned': {
      stage: 'returned',
      cause: (data.cause as PastHandover['cause']) ?? null,
      minutes: data.minutes ?? null,
      byVoice: false,
      confirmedAt: null,
    },
  }
  Object.assign(one, next[form])
}

const inHand = new Set<HandoverLight['stage']>(['accepted', 'progressed', 'completed', 'returned'])
const colours: Partial<Record<OrderLight['stage'], string>> = { sent: 'red', seen: 'green', 'fed-back': 'grey' }

/** Today's lights as they were at that moment; what came later is not among them. */
export const tasksAt = (then: Doing, lights: ReadonlyMap<string, TaskLight>) =>
  lightsAt(then.tasks, lights, ({ class: kind, state, level, reminders, due, takenAt, noticed }) => ({
    state,
    level,
    reminders,
    due,
    takenAt,
    late: state === 'open' && (reminders > 0 || (kind === 'wait' && level > 0)),
    seen: noticed.size,
  }))
export const ordersAt = (then: Doing, lights: ReadonlyMap<string, OrderLight>) =>
  lightsAt(then.receivers, lights, (one) => ({ ...one, light: colours[one.stage] ?? null }))
export const handoversAt = (then: Doing, lights: ReadonlyMap<string, HandoverLight>) =>
  lightsAt(then.handovers, lights, ({ voiceOnly, ...one }) => ({
    ...one,
    byVoice: one.byVoice || voiceOnly,
    rings: one.unconfirmed && !inHand.has(one.stage),
  }))

function lightsAt<Then, Light>(then: ReadonlyMap<string, Then>, lights: ReadonlyMap<string, Light>, dated: (one: Then) => Partial<Light>) {
  const all = new Map<string, Light>()
  for (const [key, one] of then) {
    const light = lights.get(key)
    if (light) all.set(key, { ...light, ...dated(one) })
  }
  return all
}
