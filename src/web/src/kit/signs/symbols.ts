import type { Schemas } from '@/base/wire/schemas'
import table from '../../../../Emergency.Domain/Residents/AtRisk/at-risk.json'

export type DoorState = Schemas['DoorState']
export type Shape = 'circle' | 'house' | 'square' | 'hexagon' | 'diamond' | 'shield' | 'cross' | 'trapezium' | 'pill'
/** Mark of a person behind a door, as shape and one character; the words are door.kind.* and door.need.*. */
export type Mark = { name: string; character: string; shape: Shape }
/** `settled`: nobody has to go there any more. `tone`: its urgency where it is not drawn. */
export type Look = {
  fill: string
  ink: string
  line: string
  width: number
  badge: string
  size: number
  settled: boolean
  tone: 'help' | 'amber' | ''
}

const mark = (name: string, character: string, shape: string): Mark => ({ name, character, shape: shape as Shape })

/** Kinds: for county inside an open incident, street and committee. */
export const kinds: readonly Mark[] = table.kinds.map((kind) => mark(kind.code, kind.character, kind.shape))

/** Needs in the order in which people are brought out, then marks for people without one: all that lay people and paper ever show. */
export const needs: readonly Mark[] = [
  ...[...table.needs].sort((a, b) => a.rank - b.rank).map((need) => mark(need.code, need.character, need.shape)),
  mark('child', '童', 'circle'),
  mark('elder', '老', 'square'),
  mark('person', '人', 'square'),
]

/** Needs with which people walk out alone. */
export const walking: ReadonlySet<string> = new Set(table.needs.filter((need) => need.out === 'alone').map((need) => need.code))

/** These needs, the most urgent first; unknown codes stay, last. */
export const inOrder = (codes: readonly string[]): readonly string[] => {
  const known = needs.map((need) => need.name)
  return [...known.filter((name) => codes.includes(name)), ...codes.filter((code) => !known.includes(code))]
}

/** Mark of a person whose kind may not be seen: the most urgent need, else a child, else somebody. */
export function needMark(person: { needs: readonly string[]; minor: boolean }): Mark {
  const name = needs.find((need) => person.needs.includes(need.name))?.name ?? (person.minor ? 'child' : 'person')
  return needs.find((need) => need.name === name)!
}

/** Mark of a person whose kind may be seen; without one, the need. */
export function kindMark(person: { kinds?: readonly string[] | null; needs: readonly string[]; minor: boolean }): {
  mark: Mark
  of: 'kind' | 'need'
} {
  const mark = kinds.find((kind) => person.kinds?.includes(kind.name))
  return mark ? { mark, of: 'kind' } : { mark: needMark(person), of: 'need' }
}

const white = '#ffffff'
const open = { settled: false, tone: '', width: 1.6 } as const
const done = { settled: true, tone: '', width: 1.6, size: 0.86, ink: white } as const
const help = (badge: string): Look => ({ ...open, tone: 'help', fill: 'help', ink: white, line: 'helpline', badge, size: 1.12, width: 2.6 })
const amber = (badge: string): Look => ({ ...open, tone: 'amber', fill: 'amber', ink: '#201400', line: 'amberline', badge, size: 1 })
const green = (badge: string): Look => ({ ...done, fill: 'okbg', line: 'okbg', badge })
const grey = (badge: string): Look => ({ ...done, fill: 'mute', line: 'mute', badge })

/**
 * Properties of each state except its words, a row each: look, settled or not, urgency; in the order in which doors are sorted everywhere:
 * the worst first. Colours are names of the token table.
 */
export const looks: Record<DoorState, Look> = {
  'needs-help': help('!'),
  'nobody-caring': help('无'),
  unreachable: amber('?'),
  refuses: amber('✕'),
  returned: amber('↩'),
  unchecked: { ...open, fill: 'unchecked', ink: '#12181f', line: 'uncheckedline', badge: '', size: 1 },
  'at-hospital': grey('医'),
  away: grey('外'),
  moved: green('→'),
  'with-relatives': green('亲'),
  safe: green('✓'),
  'handed-over': grey('交'),
}

export const order = Object.keys(looks) as readonly DoorState[]
const rank = new Map(order.map((state, i) => [state, i]))
/** Below 0: a is worse than b and stands before it. */
export const worseFirst = (a: DoorState, b: DoorState) => rank.get(a)! - rank.get(b)!

export const settled = (state: DoorState) => looks[state].settled

/** The purpose of an area: 逐户核实 or 疏散转移. */
export type Purpose = Schemas['AreaPurpose']
/** True of a state that counts as 已落实 or 已转: where everybody must leave, 安全 in the own home does not. */
export const counts = (state: DoorState, purpose: Purpose) => settled(state) && !(purpose === 'evacuate' && state === 'safe')

/** The worse of two states of one door: where everybody must leave, 安全 in the own home is worse than to have left. */
export function worse(a: DoorState, b: DoorState, purpose: Purpose): DoorState {
  const of = (state: DoorState) => (purpose === 'evacuate' && state === 'safe' ? rank.get('unchecked')! + 0.5 : rank.get(state)!)
  return of(a) <= of(b) ? a : b
}

type Marked = { state: DoorState; takenOver: boolean }
/** True when nobody has to knock for them any more: counted, or refusing or unreachable and taken over by a named person. */
export const isDone = ({ state, takenOver }: Marked, purpose: Purpose) =>
  counts(state, purpose) || (takenOver && (state === 'refuses' || state === 'unreachable'))

/** True where a household's own mark counts for anybody behind the door: members who are not at risk. */
export const speaks = (home: { others: number }, persons: readonly { visitor: boolean }[]) =>
  home.others > 0 || persons.every((person) => person.visitor)
/** True where everybody behind one door is settled, by the server's own rule. Without a household, its persons alone. */
export function isDoorDone(
  home: (Marked & { others: number; notMet: number }) | undefined,
  persons: readonly (Marked & { visitor: boolean })[],
  purpose: Purpose,
): boolean {
  const spoken = home && speaks(home, persons) ? home : undefined
  return persons.every((person) => isDone(person, purpose)) && (!spoken || (!spoken.notMet && isDone(spoken, purpose)))
}

/** Outlines in a box of 24 units. */
export const outlines: Record<Shape, string> = {
  circle: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z',
  house: 'M12 1.5 22 9v12.5H2V9z',
  square: 'M4 2.5h16a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 20V4A1.5 1.5 0 0 1 4 2.5z',
  hexagon: 'M6.5 3h11L23 12l-5.5 9h-11L1 12z',
  diamond: 'M12 .8 23.2 12 12 23.2.8 12z',
  shield: 'M3 2.5h18V13c0 5-5 7.5-9 9.5-4-2-9-4.5-9-9.5z',
  cross: 'M7.5 1.5h9v5.5H22.5v10.5h-6v5h-9v-5h-6V7h6z',
  trapezium: 'M6 3h12l4.5 18.5h-21z',
  pill: 'M7 4h10a8 8 0 0 1 0 16H7A8 8 0 0 1 7 4z',
}
