import { answer, api, type Schemas } from '@/base/api/http'

export type Patient = Schemas['ClinicPatient']
export type Card = Schemas['ClinicCard']
export type Programme = Schemas['ClinicProgrammeShown']

const at = ({ community, personId }: Patient) => ({ params: { path: { code: community, personId } } })

export const make = (one: Patient, body: Schemas['NewClinicVisit']) =>
  answer(() => api.POST('/api/communities/{code}/clinic/{personId}/make', { ...at(one), body }))
export const miss = (one: Patient, body: Schemas['NewClinicMissed']) =>
  answer(() => api.POST('/api/communities/{code}/clinic/{personId}/miss', { ...at(one), body }))
export const setDay = (one: Patient, next: string | null) =>
  answer(() => api.POST('/api/communities/{code}/clinic/{personId}/date', { ...at(one), body: { next } }))

/** Days until the clinic's next visit by its findings: the soonest of all programmes; null where none needs a visit. */
export function daysAfter(programmes: readonly Programme[], results: Readonly<Record<string, string>>) {
  const days = programmes.flatMap(({ code, results: all }) => all.find((one) => one.code === results[code])?.days ?? [])
  return days.length ? Math.min(...days) : null
}

/** Programmes that have no result yet. */
export const missing = (programmes: readonly Programme[], results: Readonly<Record<string, string>>) =>
  programmes.filter((one) => !results[one.code])
