import type { DoorState } from '@/kit/signs/symbols'
import type { Area } from '@/kit/geo/areas'

/** An event as the server sends it; `key` names the order, hand-over … that it concerns, `data` is the event as it was stored. */
export type Entry = {
  position: number
  key: string
  at: string
  form: string
  noun: string
  account: string
  role: string
  commandId: string
  /** A code of the thing it concerns, such as the kind of a party. */
  of?: string | null
  data: Data
}
/** Parts of the stored events that are used here. Closed texts are "***". */
export type Data = {
  level?: string | number
  facts?: { key?: { hotline: string; number: string }; level?: string; hotline?: string; text?: Told; casualties?: Hurt }
  case?: { hotline: string; number: string }
  area?: Area
  state?: DoorState
  grade?: string
  /** Wind: degrees and force. */
  from?: unknown
  force?: unknown
  item?: string
  count?: number
  /** Fact by which the system knew that a task was done, where nobody reported it. */
  fact?: 'hotline-knows' | 'area-drawn' | 'doors-settled' | 'shelter-open'
  /** Number of a card's doors that a task of another incident covers already. */
  elsewhere?: number
  /** Building that was shown to somebody outside. */
  building?: { name: string }
  /** Somebody's words, and the casualties they name. */
  text?: Told
  casualties?: Hurt
  reason?: Told
  /** Task: the help it brings, with its purpose. */
  planned?: { ownText?: Told; help?: { kind: string; count?: number | null } | null }
}
type Told = string | { title?: string | null; description?: string | null; text?: string | null } | null
type Hurt = { dead: number; injured: number; trapped: number } | null
/** A moment on the axis. */
export type Mark = {
  key: string
  at: number
  position: number
  kind: 'outside' | 'ours' | 'late'
  form: string
  slots: Record<string, string | number>
}

const outside = /^(case|handover\.(accepted|progressed|completed|delivered)|party\.ask-(accepted|done))/
const late = new Set([
  'incident.task-reminded',
  'incident.task-escalated',
  'handover.returned',
  'handover.refused',
  'handover.unconfirmed',
  'order.call-failed',
  'order.driver-asked',
  'call.ring-failed',
  'call.drive-asked',
  'goods.late',
  'care.late',
  'party.ask-late',
  'party.ask-refused',
])
const shown = new Set([
  'case.received',
  'case.updated',
  'case.cancelled',
  'incident.opened',
  'incident.report-added',
  'incident.location-verified',
  'incident.impact-drawn',
  'incident.card-activated',
  'incident.card-ended',
  'incident.graded',
  'incident.wind-told',
  'incident.phoned',
  'incident.contained',
  'incident.withdrawn',
  'incident.taken-in',
  'incident.given-back',
  'incident.task-opened',
  'incident.help-asked',
  'incident.task-taken',
  'incident.task-declined',
  'incident.task-arrived',
  'incident.task-done',
  'incident.task-cancelled',
  'incident.task-reminded',
  'incident.task-escalated',
  'incident.unattended',
  'incident.scene-ended',
  'incident.scene-reopened',
  'incident.response-ended',
  'response.started',
  'response.changed',
  'response.terminated',
  'incident.archived',
  'incident.shortage-reported',
  'doors.person-checked',
  'doors.household-checked',
  'doors.visitor-added',
  'doors.taken-over',
  'doors.disputed',
  'doors.called',
  'handover.queued',
  'handover.delivered',
  'handover.accepted',
  'handover.progressed',
  'handover.completed',
  'handover.returned',
  'handover.unconfirmed',
  'handover.refused',
  'handover.retried',
  'handover.recalled',
  'handover.called',
  'order.issued',
  'order.seen',
  'order.fed-back',
  'order.call-failed',
  'order.driver-asked',
  'call.heard',
  'call.ring-failed',
  'call.drive-asked',
  'call.reached-by-driving',
  'care.opened',
  'care.adult-named',
  'care.late',
  'goods.granted',
  'goods.refused',
  'goods.late',
  'supplies.lot-issued',
  'party.asked',
  'party.ask-accepted',
  'party.ask-refused',
  'party.ask-done',
  'party.ask-withdrawn',
  'party.ask-late',
  'link.made',
  'link.opened',
  'link.withdrawn',
])
const worrying = new Set<DoorState>(['needs-help', 'nobody-caring'])
const near = 20_000

/** The marks of the axis, in time: events of one act or of one kind within a moment are one mark with a count. */
export function marksOf(entries: readonly Entry[]): Mark[] {
  const marks: (Mark & { group: string })[] = []
  const opened = entries.some((entry) => entry.form.startsWith('case.received'))
  for (const entry of entries) {
    const stored = entry.form.replace(/\.v\d+$/, '')
    const form = stored === 'incident.task-opened' && entry.data.planned?.help ? 'incident.help-asked' : stored
    if (!shown.has(form) || (form === 'incident.opened' && opened)) continue
    // Somebody is reminded every minute; the axis says once that nobody came.
    if (form === 'incident.task-reminded' && (entry.data.count ?? 1) > 1) continue
    const state = entry.data.state
    const bad = late.has(form) || (form === 'doors.person-checked' && state !== undefined && worrying.has(state))
    const shared = `${form}/${form.startsWith('doors') ? state : form.startsWith('response') ? (entry.data.level ?? entry.data.facts?.level) : form === 'incident.task-opened' ? entry.commandId : form === 'incident.task-done' ? (entry.data.fact ?? '') : form.startsWith('party') ? (entry.of ?? '') : form.startsWith('link') ? entry.key : ''}`
    // A message in words is a mark of its own.
    const own = form === 'case.received' || words(entry.data) !== ''
    const group = own ? `${form}/${entry.position}` : shared
    const at = Date.parse(entry.at)
    const same = marks.findLast((mark) => mark.group === group && at - mark.at < near)
    if (same) {
      same.slots = { ...same.slots, n: Number(same.slots.n) + 1 }
      continue
    }
    marks.push({
      key: String(entry.position),
      at,
      position: entry.position,
      kind: bad ? 'late' : outside.test(form) ? 'outside' : 'ours',
      form: form.replaceAll('.', '-'),
      group,
      slots: { ...slotsOf(entry.data), ...(entry.of ? { of: entry.of } : {}) },
    })
  }
  return marks.sort((one, other) => one.at - other.at)
}

/** Words of a message; empty where the text is closed or there is none. */
function words({ text, facts, reason, planned }: Data): string {
  const told = text ?? facts?.text ?? reason ?? (planned?.help ? planned.ownText : null)
  if (!told || typeof told === 'string') return ''
  return [told.title, told.description, told.text].filter((one, i, all) => one && one !== all[i - 1]).join('：')
}

function slotsOf(data: Data): Mark['slots'] {
  const slots: Mark['slots'] = { n: 1 }
  const [text, hurt] = [words(data), data.casualties ?? data.facts?.casualties]
  if (text) slots.text = text
  if (hurt) Object.assign(slots, { dead: hurt.dead, injured: hurt.injured, trapped: hurt.trapped })
  if (data.planned?.help) Object.assign(slots, { help: data.planned.help.kind, count: data.planned.help.count ?? '' })
  const hotline = data.facts?.key?.hotline ?? data.facts?.hotline ?? data.case?.hotline
  if (hotline) slots.hotline = hotline
  if (data.area?.shape === 'circle') slots.metres = `${Math.round(data.area.metres)} m`
  if (data.state) slots.state = data.state
  if (data.grade) slots.grade = data.grade
  if (typeof data.from === 'number' && typeof data.force === 'number') Object.assign(slots, { windFrom: data.from, windForce: data.force })
  if (data.item) slots.item = data.item
  if (data.fact) slots.fact = data.fact
  if (data.building) slots.building = data.building.name
  if (data.elsewhere) slots.elsewhere = data.elsewhere
  const level = data.level ?? data.facts?.level
  if (typeof level === 'string') slots.level = level
  return slots
}
