import { postTo } from '@/base/api/address'
import { newId, newKey, type Schemas } from '@/base/api/http'
import { liveNow, serverNow } from '@/base/clock'
import type { NewAct } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'
import type { NotComing } from './notComing'
import { placeOf } from './place'
import type { PersonHere, Row } from './rows'
import { counts, settled, type DoorState } from '@/kit/signs/symbols'

export type Note = { where?: string; source?: string; confirmation?: string }
type Marked = { acts: NewAct[]; back: NewAct[] }

/**
 * Builds the acts for one tap at a door, and those that undo it. Without persons, or with all open ones, the state is of the whole
 * household.
 */
export function marking(incident: string, row: Row, persons: readonly PersonHere[], state: DoorState, note: Note = {}, notMet = 0): Marked {
  const marked: Marked = { acts: [], back: [] }
  const open = state === 'returned' ? row.persons : row.persons.filter((person) => !counts(person.state, row.purpose))
  const whole = open.every((person) => persons.some((one) => one.personId === person.personId))
  const byHousehold = row.household !== undefined && whole && state !== 'nobody-caring' && (state !== 'returned' || settled(row.state))
  if (byHousehold) add(marked, incident, row, { household: row.household! }, row.state, state, note, true, notMet)
  for (const person of persons) {
    if (byHousehold && !person.visitor && person.state === 'unchecked') {
      marked.back.push(check(incident, row, { person: person.personId }, before(person.state, state), {}))
      continue
    }
    if (person.state !== state || Object.keys(note).length)
      add(marked, incident, row, { person: person.personId }, person.state, state, note, false)
  }
  return marked
}

function add(
  marked: Marked,
  incident: string,
  row: Row,
  at: { person?: string; household?: string },
  was: DoorState,
  state: DoorState,
  note: Note,
  all: boolean,
  notMet = 0,
) {
  marked.acts.push(check(incident, row, at, state, note, all, notMet))
  marked.back.push(check(incident, row, at, before(was, state), {}, false, at.household ? row.notMet : 0))
}

/** A dispute between two statements: the next person who knocks decides it for all people behind the door who are in dispute. */
export function deciding(incident: string, row: Row, which: 'stands' | 'late'): NewAct[] {
  const persons = row.persons.flatMap((person) =>
    person.dispute ? [check(incident, row, { person: person.personId }, person.dispute[which].state, {})] : [],
  )
  return row.homeDispute && row.household
    ? [check(incident, row, { household: row.household }, row.homeDispute[which].state, {}, false, row.notMet), ...persons]
    : persons
}

/** 又回来了 is possible only for people who had left: otherwise the door is open again. */
const before = (was: DoorState, state: DoorState): DoorState => (was === 'returned' && !settled(state) ? 'unchecked' : was)

function check(
  incident: string,
  row: Row,
  at: { person?: string; household?: string },
  state: DoorState,
  note: Note,
  all = false,
  notMet = 0,
): NewAct {
  const where = { id: incident, community: row.community }
  const body: Schemas['NewMark'] = {
    state,
    all: all || null,
    where: null,
    source: null,
    confirmation: null,
    notMet: notMet || null,
    saidAt: new Date(serverNow()).toISOString(),
    ...needed(state),
    ...note,
  }
  return {
    ...said(incident, row, t(`door.state.${state}`)),
    path: at.person
      ? postTo('/api/incidents/{id}/doors/{community}/persons/{personId}/check', { ...where, personId: at.person })
      : postTo('/api/incidents/{id}/doors/{community}/households/{householdId}/check', { ...where, householdId: at.household! }),
    body,
    marks: [{ community: row.community, ...at, ...(all ? { all } : {}), ...(notMet ? { notMet } : {}), state }],
  }
}

/** Details that the server requires with a state; general words where a mark is only put back. */
function needed(state: DoorState): Note {
  const asBefore = t('door.asBefore')
  if (state === 'away') return { source: asBefore }
  if (state === 'moved' || state === 'with-relatives') return { where: asBefore }
  return state === 'at-hospital' || state === 'handed-over' ? { confirmation: asBefore } : {}
}

const said = (incident: string, row: Row, what: string) => ({
  entity: `doors/${incident}/${row.community}`,
  incident,
  label: { word: 'outbox.atDoor' as const, values: { place: placeOf(row.door), what } },
})

/** Undo period of a tap; milliseconds. */
export const undoable = 5_000

/** 加一人: irreversible once the server has it, so it waits as long as it can be undone. */
export const visitor = (incident: string, row: Row): NewAct => ({
  ...said(incident, row, t('door.addOne')),
  path: postTo('/api/incidents/{id}/doors/{community}/visitors', { id: incident, community: row.community }),
  body: {
    state: 'unchecked',
    householdId: row.household ?? null,
    name: null,
    phone: null,
    text: row.household ? null : placeOf(row.door),
  } satisfies Schemas['NewVisitor'],
  marks: [{ community: row.community, ...(row.household ? { household: row.household } : {}), state: 'unchecked', visitor: true }],
  hold: liveNow() + undoable,
})

/** Act recording that a resident, or their caregiver, was dialled. The number itself is not recorded. */
export const calling = (incident: string, row: Row, person: string, to: Schemas['Callee']): NewAct => ({
  ...said(incident, row, t(`door.called.${to}`)),
  entity: `calls/${incident}/${row.community}`,
  path: postTo('/api/incidents/{id}/doors/{community}/calls', { id: incident, community: row.community }),
  body: { personId: person, to, dialledAt: new Date(serverNow()).toISOString() } satisfies Schemas['NewCall'],
  marks: [],
})

/** 接手: a named person of street or police stays with somebody who refuses or cannot be reached. Only the server gets the name. */
export const takingOver = (
  incident: string,
  row: Row,
  { community, who }: NotComing,
  taker: { from: string; name: string; phone: string | null },
): NewAct[] =>
  who.map((whom) => ({
    ...said(incident, row, t('door.more.take')),
    path: postTo('/api/incidents/{id}/doors/{community}/take-over', { id: incident, community }),
    body: { ...whom, ...taker } satisfies Schemas['NewTakeOver'],
    marks: [],
  }))

export type HotlineKind = 'ambulance' | 'fire-rescue' | 'police'
export const numbers: Record<HotlineKind, string> = { ambulance: '120', 'fire-rescue': '119', police: '110' }

/** Hands over to a hotline; the register supplies the people behind the door and their needs. */
export function handOver(incident: string, kind: HotlineKind, text: string, persons: readonly PersonHere[] = []): NewAct {
  const known = persons.filter((person) => !person.unsent || !person.visitor).map((person) => person.personId)
  return {
    entity: `handover/${newKey()}`,
    incident,
    path: postTo('/api/incidents/{id}/handovers', { id: incident }),
    body: { kind, persons: known.length ? known : null, text, patients: null, location: null, allowSeconds: null },
    label: { word: 'outbox.handedOver', values: { number: numbers[kind], what: text } },
    marks: [],
  }
}

export type HelpKind = Schemas['HelpKind']
/** 要人, 要车, 要物, 要专业力量: a request that somebody takes. Its number is chosen here, so it can be taken back before it has left the phone. */
export function asking(
  incident: string,
  community: string,
  kind: HelpKind,
  text: string,
  more: Partial<Pick<Schemas['NewHelp'], 'count' | 'doors' | 'neededBy' | 'life' | 'to'>> = {},
): NewAct & { help: string } {
  const help = newId()
  const body = { id: help, community, kind, text, count: null, doors: null, neededBy: null, life: null, to: null, ...more }
  return {
    entity: `help/${help}`,
    incident,
    path: postTo('/api/incidents/{id}/help', { id: incident }),
    body: body satisfies Schemas['NewHelp'],
    label: { word: 'outbox.asked', values: { what: [t(`task.ask.${kind}`), more.count, text].filter(Boolean).join(' ') } },
    marks: [],
    help,
  }
}

/** 不用了: takes back the user's own request. */
export const needless = (incident: string, help: string, what: string): NewAct => ({
  entity: `help/${help}`,
  incident,
  path: postTo('/api/incidents/{id}/help/{taskId}/withdraw', { id: incident, taskId: help }),
  body: {},
  label: { word: 'outbox.needless', values: { what } },
  marks: [],
})

/** Adds words to the incident: an observation, a change. */
export const telling = (incident: string, title: string, description = ''): NewAct => ({
  entity: `incident/${incident}`,
  incident,
  path: postTo('/api/incidents/{id}/report', { id: incident }),
  body: { title, description: description || null },
  label: { word: 'outbox.told', values: { what: title } },
  marks: [],
})

/** Names the adult who is with somebody nobody cares for; the server opens the case. */
export const naming = (incident: string, row: Row, person: string, name: string): NewAct => ({
  ...said(incident, row, t('door.alone.withMe')),
  entity: `care/${person}`,
  path: postTo('/api/care/{id}/name-adult', { id: '{care}' }),
  body: { name, phone: null, relation: null },
  marks: [],
  care: person,
})
