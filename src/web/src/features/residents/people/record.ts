import type { Schemas } from '@/base/api/http'
import { isDay } from '@/kit/parts/dates'
import { t } from '@/base/words'
import { roles } from './codes'

export type Resident = Schemas['ResidentShown']
export type Person = Schemas['PersonRevealed']
/** 施**; of a child only the age. */
export const residentName = ({ name, minor, age }: Pick<Resident, 'name' | 'minor' | 'age'>) =>
  !minor ? name : age === null || age === undefined ? t('resident.child') : t('resident.childOf', { age })
type PersonText = Schemas['PersonText']
type Guardian = Schemas['GuardianShown']

/** Values of a form for a record: phones and doors as typed. */
export type Values = {
  phones: string
  building: string
  unit: string
  floor: string
  room: string
  address: string
  household: string
  kinds: string[]
  needs: string[]
  mobility: string
  livesAlone: boolean
  health: string
  capacity: string
  capacityBasis: string
}
export type Field = keyof Values

/** Fields that belong together: one of them changed, all are compared. */
export const door: readonly Field[] = ['building', 'unit', 'floor', 'room', 'address', 'household']

/** An opened record as a form shows it. */
export const valuesOf = (person: Person): Values => ({
  phones: person.phones.join('、'),
  building: person.door.building ?? '',
  unit: person.door.unit ?? '',
  floor: person.door.floor?.toString() ?? '',
  room: person.door.room ?? '',
  address: person.address ?? '',
  household: person.householdId ?? '',
  kinds: [...(person.kinds ?? [])],
  needs: [...person.needs],
  mobility: person.mobility ?? '',
  livesAlone: person.livesAlone,
  health: person.health ?? '',
  capacity: person.capacity ?? '',
  capacityBasis: person.capacityBasis ?? '',
})

/** The form's values, for the server; fields that it does not show are left out on both sides, and so stay. */
export const textOf = (values: Values): PersonText => ({
  phones: phonesOf(values.phones),
  building: values.building,
  unit: values.unit,
  floor: floorOf(values.floor),
  room: values.room,
  address: values.address,
  ...(values.household ? { householdId: values.household } : {}),
  kinds: values.kinds,
  needs: values.needs,
  mobility: values.mobility,
  livesAlone: values.livesAlone,
  health: values.health,
  capacity: values.capacity,
  capacityBasis: values.capacityBasis,
})

/** Several numbers in one line, whatever separates them. */
export const phonesOf = (text: string): string[] =>
  text
    .split(/[、,，;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean)

const isPhone = (text: string) => /^[\d+\- ]{5,20}$/.test(text)
/** Error in the numbers; the word's key. */
export const phoneFault = (text: string): 'resident.wrong.phone' | 'resident.wrong.phones' | undefined => {
  const all = phonesOf(text)
  if (!all.every(isPhone)) return 'resident.wrong.phone'
  return all.length > 5 ? 'resident.wrong.phones' : undefined
}

/**
 * Day of birth as people write it: a year, or a day in figures, with points or with the words of a date. Nothing where it is unreadable or
 * in the future.
 */
export function bornOf(text: string, today: string): { born: string } | { bornIn: number } | undefined {
  const parts = text
    .trim()
    .replace(/[\u5e74\u6708./]/g, '-')
    .replace(/[\u65e5-]$/, '')
    .split('-')
  const whole = /^\d{8}$/.test(parts[0]!) ? [parts[0]!.slice(0, 4), parts[0]!.slice(4, 6), parts[0]!.slice(6)] : parts
  const [year, month, date] = whole
  if (!/^(18[89]|19|20)\d+$/.test(year!) || year!.length !== 4) return undefined
  if (whole.length === 1) return year! <= today.slice(0, 4) ? { bornIn: Number(year) } : undefined
  const born = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  return whole.length === 3 && isDay(born) && born <= today ? { born } : undefined
}

/** Fields that the form changed. */
export const changesOf = (seen: Values, now: Values): Field[] =>
  (Object.keys(seen) as Field[]).filter((one) => text(seen[one]) !== text(now[one]))

/** Somebody else wrote meanwhile: fields changed in this form stay as typed, all others take the current values. */
export const overtaken = (seen: Values, mine: Values, stands: Values): Values =>
  ({ ...stands, ...Object.fromEntries(changesOf(seen, mine).map((one) => [one, mine[one]])) }) as Values

const text = (value: Values[Field]) =>
  Array.isArray(value) ? [...value].sort().join() : typeof value === 'string' ? value.trim() : String(value)

/** A contact of a person, as stored: one shown as contact because nobody recorded the ward's capacity was written as guardian. */
export const guardianText = (one: Guardian): Schemas['GuardianText'] => ({
  role: one.capacityNotRecorded ? roles.guardian : one.role,
  name: one.name,
  relation: one.relation ?? null,
  phones: [...one.phones],
  where: one.where ?? null,
  from: one.from ?? null,
  to: one.to ?? null,
  notice: one.notice ?? null,
})

/** Building, unit and room. */
export const doorText = (door: Schemas['DoorShown']) => [door.building, door.unit, door.room].filter(Boolean).join(' ')

/** A typed door, or a household. */
export type DoorTyped = { household: string; building: string; unit: string; floor: string; room: string }
export const noDoor = (): DoorTyped => ({ household: '', building: '', unit: '', floor: '', room: '' })
const isFloor = (text: string) =>
  text.trim() === '' || (/^[-−]?\d{1,3}$/.test(text.trim()) && floorOf(text)! >= -9 && floorOf(text)! <= 200)
export const floorOf = (text: string) => (text.trim() ? Number(text.trim().replace('−', '-')) : null)
/** Errors in a door, by field; keys of words. */
export const doorFaults = (typed: DoorTyped): { building?: 'resident.wrong.door'; floor?: 'resident.wrong.floor' } => ({
  ...(typed.household || typed.building.trim() ? {} : { building: 'resident.wrong.door' }),
  ...(isFloor(typed.floor) ? {} : { floor: 'resident.wrong.floor' }),
})
/** A door for the server: for a known household only its id, since its door is taken from there. */
export const doorSaid = ({ household, building, unit, floor, room }: DoorTyped) =>
  household ? { householdId: household } : { building: building.trim(), unit: unit.trim(), floor: floorOf(floor), room: room.trim() }
