import { settled, worseFirst, type DoorState } from '@/signs/symbols'
import type { Figures } from '@/incidents/figures'
import type { Found, Row } from '@/lights/lights'
import type { Area } from '@/places/areas'
import { foldDoing, nothingDone, type Doing } from './doing'
import type { Entry } from './entries'

type Person = { household: string | undefined; visitor: boolean; state: DoorState; takenOver: boolean }
type Household = { members: number; notMet: number; state: DoorState; takenOver: boolean }
/** An incident as it stood at a moment, milliseconds since 1970. Where teams stood is kept nowhere. */
export type Moment = Doing & {
  upTo: number
  at: string | null
  position: number
  area: Area | undefined
  persons: Map<string, Person>
  households: Map<string, Household>
}

/** All that happened up to a moment, folded as the server folds it. The feed has the order of the journal: what came a little later may stand before what came a little earlier. */
export function momentAt(entries: readonly Entry[], upTo: number): Moment {
  const now: Moment = { ...nothingDone(), upTo, at: null, position: 0, area: undefined, persons: new Map(), households: new Map() }
  for (const entry of entries) {
    if (Date.parse(entry.at) > upTo) continue
    foldDoing(now, entry)
    fold(now, entry)
    now.at = entry.at
    now.position = entry.position
  }
  return now
}

function fold(now: Moment, { form, data }: Entry) {
  switch (form.replace(/\.v\d+$/, '')) {
    case 'incident.impact-drawn':
      now.area = data.area
      break
    case 'doors.counted':
    case 'doors.joined':
      for (const one of data.persons ?? [])
        now.persons.set(one.person, {
          visitor: false,
          state: 'unchecked',
          takenOver: false,
          ...now.persons.get(one.person),
          household: one.household,
        })
      for (const one of data.households ?? [])
        now.households.set(one.household, {
          state: 'unchecked',
          takenOver: false,
          notMet: 0,
          ...now.households.get(one.household),
          members: one.members,
        })
      for (const id of data.releasedPersons ?? []) now.persons.delete(id)
      for (const id of data.releasedHouseholds ?? []) now.households.delete(id)
      break
    case 'doors.person-checked':
      mark(now.persons.get(data.person!), data.state!)
      break
    case 'doors.disputed': {
      const one = data.person ? now.persons.get(data.person) : now.households.get(data.household ?? '')
      if (one && worseFirst(data.state!, one.state) < 0) mark(one, data.state!)
      break
    }
    case 'doors.household-checked': {
      const home = now.households.get(data.household!)
      mark(home, data.state!)
      if (home) home.notMet = data.notMet ?? 0
      for (const id of data.withPersons ?? []) mark(now.persons.get(id), data.state!)
      break
    }
    case 'doors.visitor-added':
      now.persons.set(data.person!, { household: data.household, visitor: true, state: data.state!, takenOver: false })
      break
    case 'doors.taken-over': {
      const one = data.person ? now.persons.get(data.person) : now.households.get(data.household ?? '')
      if (one) one.takenOver = true
    }
  }
}

function mark(one: Person | Household | undefined, state: DoorState) {
  if (one && one.state !== state) {
    one.state = state
    one.takenOver = false
  }
}

const isSettled = (state: DoorState, takenOver: boolean) =>
  settled(state) || (takenOver && (state === 'refuses' || state === 'unreachable'))
const nothing = (): Row => ({ toMove: 0, moved: 0, left: 0, lost: 0, refuses: 0, open: 0 })
function count(row: Row, state: DoorState, done: boolean, people = 1) {
  row.toMove += people
  if (settled(state)) row.moved += people
  else if (state === 'unreachable') row.lost += people
  else row.left += people
  if (state === 'refuses') row.refuses += people
  if (!done) row.open += people
}

const names: Record<DoorState, keyof Found> = {
  'needs-help': 'needsHelp',
  'nobody-caring': 'nobodyCaring',
  unreachable: 'unreachable',
  refuses: 'refuses',
  returned: 'returned',
  unchecked: 'unchecked',
  'at-hospital': 'atHospital',
  away: 'away',
  moved: 'moved',
  'with-relatives': 'withRelatives',
  safe: 'safe',
  'handed-over': 'moved',
}

/** The three rows at that moment, by the rules of the door check: a household counts as its worst person. */
export function figuresOf(now: Moment): Figures | undefined {
  if (!now.persons.size && !now.households.size) return undefined
  const figures: Figures = {
    atRisk: nothing(),
    households: nothing(),
    people: nothing(),
    found: {
      needsHelp: 0,
      nobodyCaring: 0,
      unreachable: 0,
      refuses: 0,
      returned: 0,
      unchecked: 0,
      atHospital: 0,
      away: 0,
      moved: 0,
      withRelatives: 0,
      safe: 0,
      visitors: 0,
    },
    disputed: 0,
  }
  const behind = new Map<string, Person[]>()
  for (const person of now.persons.values()) {
    const done = isSettled(person.state, person.takenOver)
    count(figures.people, person.state, done)
    if (person.visitor) figures.found.visitors++
    else {
      count(figures.atRisk, person.state, done)
      figures.found[names[person.state]]++
    }
    if (person.household) behind.set(person.household, [...(behind.get(person.household) ?? []), person])
  }
  for (const [id, household] of now.households) {
    const persons = behind.get(id) ?? []
    const known = persons.filter((person) => !person.visitor).length
    const alone = known > 0 && household.members <= known
    const others = alone ? 0 : Math.max(0, household.members - known)
    const notMet = Math.min(household.notMet, others)
    const states = [
      ...persons.map((person) => person.state),
      ...(alone ? [] : [household.state]),
      ...(notMet ? ['unchecked' as const] : []),
    ]
    const worst = states.sort(worseFirst)[0] ?? 'handed-over'
    const done =
      !notMet &&
      persons.every((person) => isSettled(person.state, person.takenOver)) &&
      (alone || isSettled(household.state, household.takenOver))
    count(figures.households, worst, done)
    if (others > notMet) count(figures.people, household.state, isSettled(household.state, household.takenOver), others - notMet)
    if (notMet) count(figures.people, 'unchecked', false, notMet)
  }
  return figures
}
