import { t, wordOr } from '@/base/words'
import { inOrder, looks, walking } from '@/kit/signs/symbols'
import { unsettled, type PersonHere, type Row } from './rows'

/** True for people who cannot get out alone. */
export const cannotWalk = (person: PersonHere) => person.minor || person.needs.some((need) => !walking.has(need))

/** 念给消防: people still inside, from the top, in one sentence to be read aloud. No name. */
export function spoken(rows: readonly Row[]): string {
  const floors = new Map<number, Map<string, number>>()
  let others = 0
  for (const row of rows)
    for (const person of row.persons.filter(unsettled)) {
      if (!cannotWalk(person) && !looks[person.state].tone) {
        others++
        continue
      }
      const here = floors.get(row.door.floor ?? 0) ?? floors.set(row.door.floor ?? 0, new Map()).get(row.door.floor ?? 0)!
      const what = whatOf(person)
      here.set(what, (here.get(what) ?? 0) + 1)
    }
  const parts = [...floors]
    .sort(([a], [b]) => b - a)
    .map(([floor, here]) => {
      const people = [...here].map(([what, n]) => t('door.spoken.people', { n, what })).join(t('door.spoken.and'))
      return floor ? t('door.spoken.floor', { floor, people }) : t('door.spoken.noFloor', { people })
    })
  if (others) parts.push(t('door.spoken.others', { n: others }))
  return parts.length ? parts.join(t('door.spoken.then')) + t('door.spoken.end') : t('door.spoken.nobody')
}

/** The words of needs, the most urgent first; a code without a word is shown as it is. */
export const needWords = (codes: readonly string[]) => inOrder(codes).map(needWord)
const needWord = (code: string) => wordOr(`door.need.${code}`, code)

/** Needs at the door, in words: 要抬、听不清. */
export function needOf(person: PersonHere): string {
  const words = needWords(person.needs)
  if (person.minor) words.unshift(t('door.need.child'))
  return words.join(t('door.spoken.need')) || t('door.need.person')
}

/** Needs with the problem: 要抬、听不清，联系不上. */
export const whatOf = (person: PersonHere) =>
  [needOf(person), looks[person.state].tone !== '' ? t(`door.state.${person.state}`) : ''].filter(Boolean).join(t('door.spoken.but'))

/** Needs of a building's people: 要抬 2、孩子 1. */
export function needsOf(persons: readonly PersonHere[]): string {
  const counts = new Map<string, number>()
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const person of persons) {
    if (person.minor) count('child')
    for (const need of person.needs) count(need)
  }
  return inOrder([...counts.keys()])
    .map((code) => `${needWord(code)} ${counts.get(code)}`)
    .join(t('door.spoken.need'))
}
