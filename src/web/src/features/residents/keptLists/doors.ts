import type { Schemas } from '@/base/wire/schemas'

type Person = Pick<Schemas['StandingPerson'], 'door'>

/** By building in the order of the list, each from the top floor down. */
export function byBuilding<T extends Person>(persons: readonly T[]): { name: string; persons: T[] }[] {
  const all = new Map<string, T[]>()
  for (const person of persons) {
    const name = person.door.building ?? person.door.grid ?? ''
    all.set(name, [...(all.get(name) ?? []), person])
  }
  return [...all].map(([name, here]) => ({ name, persons: [...here].sort((a, b) => (b.door.floor ?? 0) - (a.door.floor ?? 0)) }))
}
