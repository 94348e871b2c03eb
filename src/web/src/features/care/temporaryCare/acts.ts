import type { Word } from '@/base/wire/words'
import { postTo } from '@/base/api/address'
import type { Schemas } from '@/base/api/http'
import type { NewAct } from '@/kit/outbox/useOutbox'
import type { CareLight } from './stages'

export type { CareLight } from './stages'

/** All acts on one case go one after another, also with the naming at the door, which does not know the case's id yet. */
const of = (one: CareLight) => ({ entity: `care/${one.person}`, ...(one.incident ? { incident: one.incident } : {}), marks: [] })
const id = (one: CareLight) => ({ id: one.id })
const label = (word: Word) => ({ word, values: {} })

export const naming = (one: CareLight, body: Schemas['NamedAdult']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/name-adult', id(one)),
  body,
  label: label('care.told.adult'),
})
export const arranging = (one: CareLight, body: Schemas['Arrangement']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/arrange', id(one)),
  body,
  label: label('care.told.arrange'),
})
export const checking = (one: CareLight, body: Schemas['DailyCheck']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/check', id(one)),
  body,
  label: label('care.told.check'),
})
export const offering = (one: CareLight, body: Schemas['NewOffer']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/offer', id(one)),
  body,
  label: label('care.told.offer'),
})
export const signing = (one: CareLight, body: Schemas['PaperSigned']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/signed', id(one)),
  body,
  label: label('care.told.signed'),
})
export const ending = (one: CareLight, body: Schemas['Ending']): NewAct => ({
  ...of(one),
  path: postTo('/api/care/{id}/exit', id(one)),
  body,
  label: label('care.told.end'),
})

/**
 * Ways in which a case can end: civil affairs' interim guardianship is for minors only (未保法 92–93), the procedure of 民法典 31 for adults
 * only. Null: it is not known which.
 */
export function exitsOf(minor: boolean | null): readonly NonNullable<Schemas['CareExit']>[] {
  const all = ['guardian-back', 'relative', 'civil-affairs', 'procedure', 'institution', 'death'] as const
  return all.filter((exit) => minor === null || exit !== (minor ? 'procedure' : 'civil-affairs'))
}
