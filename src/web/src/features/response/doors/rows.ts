import type { Schemas } from '@/base/api/http'
import type { Act } from '@/kit/outbox/act'
import { counts, isDone, isDoorDone, speaks, worse, worseFirst, type DoorState, type Purpose } from '@/kit/signs/symbols'

/** `settled`: nobody has to knock for them any more. */
export type PersonHere = Schemas['PersonAtDoor'] & { unsent: boolean; settled: boolean }
/** A door with all its people. `worst` and `settled` follow the server's own rule. */
export type Row = {
  key: string
  community: string
  /** The purpose of the area: it decides which states settle a door and in which words they are counted. */
  purpose: Purpose
  /** True when the door is in the building where it happens. */
  scene: boolean
  household?: string
  door: Schemas['DoorShown']
  persons: PersonHere[]
  /** The mark of the members who are not at risk. */
  state: DoorState
  others: number
  /** Number of the other members whom nobody has met. */
  notMet: number
  members: number
  worst: DoorState
  settled: boolean
  /** The redrawn area leaves it out; its marks still count. */
  leftOut: boolean
  unsent: boolean
  /** Two statements about it differ. */
  dispute?: Schemas['DisputeShown'] | null
  /** Dispute about the members who are not at risk. */
  homeDispute?: Schemas['DisputeShown'] | null
}
/** Live state of one person or household since the doors were loaded; undefined where none came. */
export type Light = { state: DoorState; notMet?: number; disputed?: boolean }
export type Heard = (id: string) => Light | undefined

const placeKey = (community: string, { building, unit, room, grid }: Schemas['DoorShown']) =>
  [community, building ?? grid ?? '', unit ?? '', room ?? ''].join('~')

/** 不知道住哪栋: people of the area's communities, counted nowhere until somebody marks them, each as a door of its own. */
export function unplacedOf(read: Schemas['DoorsShown'] | undefined, undelivered: readonly Act[]): Row[] {
  const marked = new Set(undelivered.flatMap((act) => act.marks.map((mark) => mark.person)))
  return (read?.communities ?? []).flatMap((community) =>
    (community.unplaced ?? [])
      .filter((person) => !marked.has(person.personId))
      .map((person): Row => ({
        key: person.personId,
        community: community.community,
        purpose: community.purpose ?? 'check',
        scene: false,
        door: person.door,
        persons: [{ ...person, unsent: false, settled: false }],
        state: 'unchecked',
        others: 0,
        notMet: 0,
        members: 1,
        worst: person.state,
        settled: false,
        leftOut: false,
        unsent: false,
        dispute: null,
        homeDispute: null,
      })),
  )
}

/** Doors of an incident: the loaded data, then live changes, then acts of this phone that the server does not show yet. */
export function rowsOf(read: Schemas['DoorsShown'] | undefined, heard: Heard, undelivered: readonly Act[]): Row[] {
  return (read?.communities ?? []).flatMap((community) => new Reading(community, heard, undelivered).rows())
}

class Reading {
  private readonly persons = new Map<string, PersonHere>()
  private readonly homes = new Map<
    string,
    { state: DoorState; unsent: boolean; takenOver: boolean; notMet: number; dispute?: Row['dispute']; shown: Schemas['HouseholdDoor'] }
  >()

  constructor(
    private readonly community: Schemas['CommunityDoors'],
    heard: Heard,
    undelivered: readonly Act[],
  ) {
    for (const person of community.persons)
      this.persons.set(person.personId, { ...person, ...since(person, heard(person.personId)), unsent: false, settled: false })
    // Somebody found by name is counted from then on.
    const found = new Set(undelivered.flatMap((act) => act.marks.map((mark) => mark.person)))
    for (const person of community.unplaced ?? [])
      if (found.has(person.personId)) this.persons.set(person.personId, { ...person, unsent: false, settled: false })
    for (const shown of community.households)
      this.homes.set(shown.householdId, {
        ...since(shown, heard(shown.householdId)),
        notMet: (heard(shown.householdId) ?? shown).notMet ?? 0,
        unsent: false,
        shown,
      })
    for (const act of undelivered) for (const mark of act.marks) if (mark.community === community.community) this.lay(act.key, mark)
  }

  rows(): Row[] {
    const rows = new Map<string, Row>()
    for (const [id, { state, unsent, notMet, dispute, shown }] of this.homes)
      rows.set(id, {
        key: id,
        ...this.of(shown.door),
        household: id,
        door: shown.door,
        persons: [],
        state,
        others: shown.others,
        notMet: Math.min(notMet, shown.others),
        members: shown.members,
        worst: state,
        settled: false,
        leftOut: false,
        unsent,
        dispute,
        homeDispute: dispute,
      })
    for (const person of this.persons.values()) {
      const key = person.householdId ?? placeKey(this.community.community, person.door)
      let row = rows.get(key)
      if (!row)
        rows.set(
          key,
          (row = {
            key,
            ...this.of(person.door),
            ...(person.householdId ? { household: person.householdId } : {}),
            door: person.door,
            persons: [],
            state: 'unchecked',
            others: 0,
            notMet: 0,
            members: 0,
            worst: 'safe',
            settled: true,
            leftOut: false,
            unsent: false,
            dispute: null,
            homeDispute: null,
          }),
        )
      row.persons.push(person)
    }
    for (const row of rows.values()) this.sum(row)
    return [...rows.values()]
  }

  private of({ building, grid }: Schemas['DoorShown']) {
    const { community, purpose, buildings } = this.community
    return {
      community,
      purpose: purpose ?? 'check',
      scene: buildings.some((one) => one.scene && one.building === building && one.grid === grid),
    }
  }

  private lay(key: string, mark: Act['marks'][number]) {
    if (mark.visitor) {
      const home = mark.household ? this.homes.get(mark.household) : undefined
      // The server knows them already, or this phone calls them by the key of the act.
      const id = mark.person ?? key
      if (!this.persons.has(id))
        this.persons.set(id, {
          personId: id,
          ...(mark.household ? { householdId: mark.household } : {}),
          state: mark.state,
          takenOver: false,
          visitor: true,
          outside: false,
          name: '',
          erased: false,
          minor: false,
          door: home?.shown.door ?? {},
          needs: [],
          kinds: null,
          unsent: true,
        } as unknown as PersonHere)
      return
    }
    const marked = { state: mark.state, takenOver: false, unsent: true, dispute: null }
    const person = mark.person ? this.persons.get(mark.person) : undefined
    if (person) this.persons.set(mark.person!, { ...person, ...marked })
    const home = mark.household && !mark.person ? this.homes.get(mark.household) : undefined
    if (!home) return
    this.homes.set(mark.household!, { ...home, ...marked, notMet: mark.notMet ?? 0 })
    if (mark.all)
      for (const one of this.persons.values())
        if (one.householdId === mark.household && !one.visitor && one.state === 'unchecked')
          this.persons.set(one.personId, { ...one, ...marked })
  }

  private sum(row: Row) {
    for (const person of row.persons) person.settled = isDone(person, row.purpose)
    row.persons.sort((a, b) => worseFirst(a.state, b.state) || a.personId.localeCompare(b.personId))
    const home = row.household ? this.homes.get(row.household) : undefined
    const counted = home && speaks(home.shown, row.persons)
    row.worst = row.persons.reduce((so, person) => worse(so, person.state, row.purpose), counted ? home.state : 'handed-over')
    if (counted && row.notMet) row.worst = worse(row.worst, 'unchecked', row.purpose)
    row.dispute ??= row.persons.find((person) => person.dispute)?.dispute ?? null
    row.settled = isDoorDone(home && { ...home, others: home.shown.others, notMet: row.notMet }, row.persons, row.purpose)
    const leftOut = home ? home.shown.outside : row.persons.some((person) => person.outside)
    row.leftOut = leftOut && row.persons.every((person) => person.visitor || person.outside)
    row.unsent ||= row.persons.some((person) => person.unsent)
    if (!home) row.members = row.persons.length
  }
}

const since = <T extends { state: DoorState; takenOver: boolean; dispute?: Row['dispute'] }>(one: T, heard: Light | undefined) => ({
  state: heard?.state ?? one.state,
  takenOver: heard === undefined || heard.state === one.state ? one.takenOver : false,
  dispute: heard && !heard.disputed ? null : one.dispute,
})

/** 应查 = 已落实 + 未落实 + 失联, or 应转 = 已转 + 未转 + 失联: of people, in the words of the area's purpose. */
export type Figures = { toMove: number; moved: number; left: number; lost: number }

const count = (figures: Figures, purpose: Purpose, state: DoorState, people: number) => {
  figures.toMove += people
  figures[counts(state, purpose) ? 'moved' : state === 'unreachable' ? 'lost' : 'left'] += people
}

/** All people behind these doors: persons at risk and visitors by their own state, the others by their household's. */
export function peopleOf(rows: readonly Row[]): Figures {
  const figures = { toMove: 0, moved: 0, left: 0, lost: 0 }
  for (const row of rows) {
    for (const person of row.persons) count(figures, row.purpose, person.state, 1)
    count(figures, row.purpose, row.state, row.others - row.notMet)
    count(figures, row.purpose, 'unchecked', row.notMet)
  }
  return figures
}

export const atRisk = (row: Row) => row.persons.filter((person) => !person.visitor)
export const unsettled = (person: PersonHere) => !person.settled
/** Persons for whom somebody must still knock. */
export const openPersons = (rows: readonly Row[]) => rows.flatMap((row) => row.persons.filter(unsettled))

/**
 * `open`: persons for whom somebody must still knock; `openDoors`: all doors where anybody is not settled. `scene`: the incident's own
 * building.
 */
export type Building = {
  name: string
  rows: Row[]
  open: PersonHere[]
  openDoors: Row[]
  atRisk: PersonHere[]
  households: number
  people: number
  purpose: Purpose
  scene: boolean
}

/** The doors by building: the scene first until every door there is settled, then the most unsettled. */
export function buildingsOf(rows: readonly Row[]): Building[] {
  const by = new Map<string, Row[]>()
  for (const row of rows) {
    const name = row.door.building ?? row.door.grid ?? ''
    by.set(name, [...(by.get(name) ?? []), row])
  }
  return [...by]
    .map(([name, mine]) => ({
      name,
      rows: mine,
      open: openPersons(mine),
      openDoors: mine.filter((row) => !row.settled),
      atRisk: mine.flatMap(atRisk),
      purpose: mine[0]!.purpose,
      scene: mine.some((row) => row.scene),
      households: mine.filter((row) => row.household).length,
      people: peopleOf(mine).toMove,
    }))
    .sort(
      (a, b) =>
        Number(burns(b)) - Number(burns(a)) ||
        b.open.length - a.open.length ||
        b.openDoors.length - a.openDoors.length ||
        a.name.localeCompare(b.name, 'zh', { numeric: true }),
    )
}

const burns = ({ scene, openDoors }: Building) => scene && openDoors.length > 0

const text = (one: string | null | undefined) => one ?? ''
const byDoor = (a: Row, b: Row) =>
  text(a.door.building).localeCompare(text(b.door.building), 'zh', { numeric: true }) ||
  text(a.door.unit).localeCompare(text(b.door.unit), 'zh', { numeric: true }) ||
  text(a.door.room).localeCompare(text(b.door.room), 'zh', { numeric: true })

export const orders = {
  /** From the top: fire and smoke rise, people walk down. */
  floor: (a: Row, b: Row) => (b.door.floor ?? 0) - (a.door.floor ?? 0) || byDoor(a, b),
  worst: (a: Row, b: Row) => worseFirst(a.worst, b.worst) || byDoor(a, b),
  number: byDoor,
} satisfies Record<string, (a: Row, b: Row) => number>
export type Order = keyof typeof orders

/** The door to knock at after this one: the next that is not settled, from the top again at the end; undefined where all are. Among doors with persons at risk only those. */
export function nextDoor(rows: readonly Row[], after: string): Row | undefined {
  const at = rows.findIndex((row) => row.key === after)
  const urgent = (rows[at]?.persons.length ?? 0) > 0
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find((row) => !row.settled && row.persons.length > 0 === urgent)
}
