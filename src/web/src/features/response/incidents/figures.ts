import type { FiguresLight, Found, Row } from '@/base/lights/lights'

export type Figures = { purpose: FiguresLight['purpose']; atRisk: Row; households: Row; people: Row; found: Found; disputed: number }

function add<T extends Record<string, number>>(a: T, b: T): T {
  return Object.fromEntries(Object.keys(a).map((key) => [key, a[key]! + b[key]!])) as T
}

/** The figures of an incident over its communities; nothing where no doors are counted. */
export function sum(lights: Iterable<FiguresLight>): Figures | undefined {
  let all: Figures | undefined
  for (const { purpose, atRisk, households, people, found, disputed } of lights)
    all = all
      ? {
          purpose: all.purpose === 'evacuate' ? all.purpose : purpose,
          atRisk: add(all.atRisk, atRisk),
          households: add(all.households, households),
          people: add(all.people, people),
          found: add(all.found, found),
          disputed: all.disputed + disputed,
        }
      : { purpose, atRisk, households, people, found, disputed }
  return all
}

/** Persons at risk nobody has brought to safety: 未落实. */
export const unsettled = (figures: Figures | undefined) => figures?.atRisk.open ?? 0
export const help = (figures: Figures | undefined) => (figures ? figures.found.needsHelp + figures.found.nobodyCaring : 0)

export type Part = { name: 'help' | 'unreachable' | 'refuses' | 'unchecked' | 'settledElsewhere' | 'moved' | 'safe'; count: number }
/** The seven parts of the bar, in their order; they add up to 应转. */
export const parts = (found: Found): Part[] => [
  { name: 'help', count: found.needsHelp + found.nobodyCaring },
  { name: 'unreachable', count: found.unreachable },
  { name: 'refuses', count: found.refuses + found.returned },
  { name: 'unchecked', count: found.unchecked },
  { name: 'settledElsewhere', count: found.atHospital + found.away },
  { name: 'moved', count: found.moved + found.withRelatives },
  { name: 'safe', count: found.safe },
]
