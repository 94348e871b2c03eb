import type { CareLight } from './stages'
import type { Schemas } from '@/base/api/http'

export type Party = Schemas['CareParty']
export const columns = ['child-director', 'secretary', 'street', 'civil-affairs'] as const satisfies readonly Party[]
type Column = (typeof columns)[number]
/** Duty in a case: what, by when, and whether that time has passed. */
export type Owed = {
  what: 'adult' | 'arrange' | 'check' | 'go' | 'send' | 'answer' | 'opinion' | 'discharge' | 'look' | 'seen' | 'done' | 'none' | 'harm'
  due?: string | undefined
  late?: boolean
}

const level: Record<Column, number> = { 'child-director': 0, secretary: 1, street: 2, 'civil-affairs': 3 }
const first = { none: 'adult', opened: 'adult', 'adult-there': 'arrange', arranged: 'check', ended: 'done' } as const
const asked = { guardianship: 'answer', opinion: 'opinion', discharge: 'discharge' } as const

/** Duty of each office in a case now: the child director's is the next step, the others' begin at the hour at which they were told. */
export function owed(one: CareLight, column: Column): Owed {
  const told = one.lateLevel >= level[column]
  if (column === 'child-director') {
    if (one.lateLevel > 0) return { what: first[one.stage], late: true }
    return { what: first[one.stage], due: one.due ?? undefined }
  }
  if (column === 'civil-affairs' && one.ask) return { what: asked[one.ask.of], due: one.ask.due ?? undefined, late: !one.ask.due }
  if (column === 'civil-affairs' && one.harmSuspected) return { what: 'harm' }
  if (!told) return { what: one.seen?.includes(column) ? 'seen' : 'none' }
  if (one.seen?.includes(column)) return { what: 'seen', late: true }
  return { what: column === 'secretary' ? 'go' : column === 'street' ? 'send' : 'look', late: true }
}

/** The highest level of lateness first, then by the next due time. */
export const byUrgency = (a: CareLight, b: CareLight) =>
  b.lateLevel - a.lateLevel || (a.due ?? '9').localeCompare(b.due ?? '9') || a.id.localeCompare(b.id)
