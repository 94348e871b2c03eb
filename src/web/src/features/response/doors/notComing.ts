import type { Schemas } from '@/base/api/http'
import type { Row } from './rows'
import type { DoorState } from '@/kit/signs/symbols'

/** A door whose people refuse or cannot be reached, and whom nobody has taken over yet. */
export type NotComing = {
  key: string
  community: string
  door: Schemas['DoorShown']
  states: DoorState[]
  /** Each is taken over separately: persons at risk and visitors by person, the other members by household. */
  who: { personId: string | null; householdId: string | null }[]
}

export const remains = (one: { state: DoorState; takenOver: boolean }) =>
  !one.takenOver && (one.state === 'refuses' || one.state === 'unreachable')

/** People to take over at one door now, with changes heard since the doors were loaded; undefined where there are none. */
export function notComingAt(row: Row, read: Schemas['DoorsShown'] | undefined): NotComing | undefined {
  const home = read?.communities.flatMap((one) => one.households).find((one) => one.householdId === row.household)
  const others = row.household && row.others > 0 && remains({ state: row.state, takenOver: home?.state === row.state && home.takenOver })
  const persons = row.persons.filter((one) => remains(one))
  if (!others && !persons.length) return undefined
  const states = [...new Set([...(others ? [row.state] : []), ...persons.map((one) => one.state)])]
  const who = [
    ...(others ? [{ personId: null, householdId: row.household! }] : []),
    ...persons.map((one) => ({ personId: one.personId, householdId: null })),
  ]
  return { key: row.key, community: row.community, door: row.door, states, who }
}

/** Doors of an incident that still wait for somebody to take over, so that the scene cannot end. */
export function notComing(read: Schemas['DoorsShown'] | undefined): NotComing[] {
  const found = new Map<string, NotComing>()
  for (const { community, persons, households } of read?.communities ?? []) {
    const at = (key: string, door: Schemas['DoorShown'], state: DoorState, who: NotComing['who'][number]) => {
      const row = found.get(key) ?? { key, community, door, states: [], who: [] }
      if (!row.states.includes(state)) row.states.push(state)
      row.who.push(who)
      found.set(key, row)
    }
    for (const one of households)
      if (one.others > 0 && remains(one)) at(one.householdId, one.door, one.state, { personId: null, householdId: one.householdId })
    for (const one of persons)
      if (remains(one)) at(one.householdId ?? one.personId, one.door, one.state, { personId: one.personId, householdId: null })
  }
  return [...found.values()]
}
