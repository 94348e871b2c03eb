import { answer, api, type Schemas } from '@/base/api/http'

export type All = Schemas['VolunteersShown']
export type Volunteer = Schemas['VolunteerShown']
export type Need = Schemas['VolunteerNeedShown']

const at = (code: string) => ({ params: { path: { code } } })
export const join = (code: string, body: Schemas['NewVolunteer']) =>
  answer(() => api.POST('/api/communities/{code}/volunteers', { ...at(code), body }))
export const leave = (code: string, member: string) =>
  answer(() => api.POST('/api/communities/{code}/volunteers/leave', { ...at(code), body: { member } }))
export const tellNeed = (code: string, body: Schemas['NewNeed']) =>
  answer(() => api.POST('/api/communities/{code}/volunteers/needs', { ...at(code), body }))
export const sendTo = (code: string, needId: string, member: string) =>
  answer(() => api.POST('/api/communities/{code}/volunteers/needs/{needId}/send', { params: { path: { code, needId } }, body: { member } }))
export const closeNeed = (code: string, needId: string) =>
  answer(() => api.POST('/api/communities/{code}/volunteers/needs/{needId}/close', { params: { path: { code, needId } } }))
export const giveHours = (code: string, body: Schemas['NewHours']) =>
  answer(() => api.POST('/api/communities/{code}/volunteers/hours', { ...at(code), body }))

/** Loads the name for the paper; opening it is recorded first. */
export async function nameOf(code: string, member: string): Promise<string> {
  const { items } = await answer(() => api.POST('/api/communities/{code}/team/open', { params: { path: { code }, query: { member } } }))
  return items.find((one) => one.id === member)?.name ?? ''
}
