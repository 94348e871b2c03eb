import type { Schemas } from '@/base/api/http'
import type { CaseHere } from '@/features/care/temporaryCare/useCare'
import { wholePlaceOf } from '@/features/response/doors/place'
import type { NewAct } from '@/kit/outbox/useOutbox'
import { careUsual, entrustedUsual, followedUp, usualWords } from './acts'

type Entrusted = Schemas['EntrustmentRow']
type Protected = Schemas['ProtectionRow']
type Of =
  | { kind: 'care'; one: CaseHere; no: string }
  | { kind: 'entrusted'; one: Entrusted }
  | { kind: 'protection'; one: Protected; owed: Schemas['OwedShown'] }
/**
 * A check of a child that is due today. `due`: an hour or a day; `usual`: builds the ordinary check, where one tap can, as of the moment of
 * that tap.
 */
export type Check = Of & {
  key: string
  place: string
  age: number | null | undefined
  due: string | undefined
  late: boolean
  done: boolean
  unsent: boolean
  usual: (() => NewAct) | undefined
}

/** Data on the phone, whenever it was loaded. `told`: an act was done here that the data does not hold yet; `waits`: not sent yet. */
export type Known = {
  cases: readonly CaseHere[]
  rows: ReadonlyMap<string, Schemas['CareRow']>
  entrusted: readonly Entrusted[]
  protection: readonly Protected[]
  facts: readonly Schemas['FactShown'][] | undefined
  /** Doors of children, by person. */
  places: ReadonlyMap<string, string>
  today: string
  now: number
  told: (entity: string, path: string) => boolean
  waits: (entity: string) => boolean
}

/** The day of an hour in China, which has one zone and no summer time. */
const dayOf = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

/** 今天要看的孩子: today's checks of temporary care, entrusted care and protection; late first, then by door. No adult is among them. */
export const checksOf = (known: Known): Check[] =>
  [
    ...known.cases.flatMap((one) => careOf(one, known)),
    ...known.entrusted.flatMap((one) => entrustedOf(one, known)),
    ...known.protection.flatMap((one) => protectionOf(one, known)),
  ].sort(byDoor)

function careOf(one: CaseHere, { rows, places, today, now, told }: Known): Check[] {
  const { light, stage } = one
  const row = rows.get(light.id)
  if (row?.minor === false || one.minor === false || stage === 'ended') return []
  const done = stage === 'arranged' && told(`care/${light.person}`, '/check')
  const moved = stage !== light.stage
  const late = !moved && (light.lateLevel > 0 || (!!light.due && Date.parse(light.due) <= now))
  const later = !!light.due && dayOf(light.due) > today
  if (!done && !late && (moved || later || light.lastChecked === today)) return []
  return [
    {
      kind: 'care',
      one,
      no: row?.no ?? '',
      key: `care/${light.id}`,
      place: places.get(light.person) ?? '',
      age: row?.age,
      due: light.due ?? undefined,
      late,
      done,
      unsent: one.waits,
      usual: stage === 'arranged' ? () => careUsual(one, places.get(light.person) ?? row?.no ?? '', today) : undefined,
    },
  ]
}

function entrustedOf(one: Entrusted, { facts, today, told, waits }: Known): Check[] {
  const due = !!one.due && one.due <= today
  if (!one.report && !one.lateAnswers && !due) return []
  const entity = `entrustment/${one.personId}`
  return [
    {
      kind: 'entrusted',
      one,
      key: entity,
      place: wholePlaceOf(one.door),
      age: one.age,
      due: (due && one.before) || undefined,
      late: one.report || one.lateAnswers > 0 || one.lateDays > 0,
      done: !one.report && !one.lateAnswers && told(entity, '/check'),
      unsent: waits(entity),
      usual: one.report || !due || !facts ? undefined : () => entrustedUsual(one, facts),
    },
  ]
}

const protectionOf = (one: Protected, { places, today, told, waits }: Known): Check[] =>
  one.here
    ? one.owed
        .filter((owed) => owed.before <= today)
        .map((owed) => ({
          kind: 'protection',
          one,
          owed,
          key: `protection/${one.id}/${owed.step}/${owed.no}`,
          place: places.get(one.id) ?? '',
          age: one.age,
          due: owed.before,
          late: owed.lateDays > 0,
          done: owed.step === 'follow-up' && told(`protection/${one.id}`, '/follow-up'),
          unsent: waits(`protection/${one.id}`),
          usual: owed.step === 'follow-up' ? () => followedUp(one, { means: 'door', found: usualWords() }) : undefined,
        }))
    : []

/** Late checks first, then in walking order; children whose door is not known here come last. */
const byDoor = (a: Check, b: Check) =>
  Number(b.late) - Number(a.late) ||
  Number(!a.place) - Number(!b.place) ||
  a.place.localeCompare(b.place, 'zh-CN', { numeric: true }) ||
  a.key.localeCompare(b.key)
