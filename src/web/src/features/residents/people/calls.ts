import { answer, api, type Schemas } from '@/base/api/http'

type Of = { code: string; personId: string }
type Home = { code: string; householdId: string }

/** Requests to a register, a line each. */
export const open = (path: Of, reason: string, emergency = false, code: Schemas['ReasonCode'] = 'check') =>
  answer(() =>
    api.POST('/api/communities/{code}/residents/{personId}/reveal', {
      params: { path },
      body: { reason, code, emergency: emergency || null },
    }),
  )
/** Words go into the body only: no address and no log holds them. */
export const find = (division: string, body: Schemas['NewSearch']) =>
  answer(() => api.POST('/api/divisions/{code}/residents/find', { params: { path: { code: division } }, body }))
export const check = (code: string, persons: string[]) =>
  answer(() => api.POST('/api/communities/{code}/residents/checked', { params: { path: { code } }, body: { persons } }))
export const historyOf = (path: Of) => answer(() => api.GET('/api/communities/{code}/residents/{personId}/history', { params: { path } }))
export const enter = (code: string, body: Schemas['NewPerson']) =>
  answer(() => api.POST('/api/communities/{code}/residents', { params: { path: { code } }, body }))
export const correct = (path: Of, body: Schemas['NewCorrection']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/correct', { params: { path }, body }))
export const leave = (path: Of, body: Schemas['NewLeaving']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/leave', { params: { path }, body }))
export const comeBack = (path: Of, body: Schemas['NewReturn']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/return', { params: { path }, body }))

export const enterGuardian = (path: Of, body: Schemas['NewGuardian']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/guardians', { params: { path }, body }))
export const correctGuardian = (path: Of & { guardianId: string }, body: Schemas['NewGuardianCorrection']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/guardians/{guardianId}/correct', { params: { path }, body }))
export const endGuardian = (path: Of & { guardianId: string }, body: Schemas['NewGuardianEnd']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/guardians/{guardianId}/end', { params: { path }, body }))

export const openHome = (path: Home, reason: string) =>
  answer(() => api.POST('/api/communities/{code}/households/{householdId}/reveal', { params: { path }, body: { reason } }))
export const enterHome = (code: string, body: Schemas['NewHousehold']) =>
  answer(() => api.POST('/api/communities/{code}/households', { params: { path: { code } }, body }))
export const correctHome = (path: Home, body: Schemas['NewHouseholdCorrection']) =>
  answer(() => api.POST('/api/communities/{code}/households/{householdId}/correct', { params: { path }, body }))
export const split = (path: Home, body: Schemas['NewSplit']) =>
  answer(() => api.POST('/api/communities/{code}/households/{householdId}/split', { params: { path }, body }))
export const merge = (path: Home, body: Schemas['NewMerge']) =>
  answer(() => api.POST('/api/communities/{code}/households/{householdId}/merge', { params: { path }, body }))

export const give = (path: Of, body: Schemas['NewGiving']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/give', { params: { path }, body }))
export const cancelGiving = (path: Of) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/cancel-giving', { params: { path }, body: {} }))
export const take = (path: Of, body: Schemas['NewTaking']) =>
  answer(() => api.POST('/api/communities/{code}/givings/{personId}/take', { params: { path }, body }))
export const refuseGiving = (path: Of, reason: string) =>
  answer(() => api.POST('/api/communities/{code}/givings/{personId}/refuse', { params: { path }, body: { reason } }))

export const mergePersons = (path: Of, body: Schemas['NewPersonMerge']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/merge', { params: { path }, body }))
export const unmergePersons = (path: Of) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/unmerge', { params: { path }, body: {} }))
export const apart = (path: Of, other: string) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/apart', { params: { path }, body: { other } }))
export const withdrawApproval = (code: string, body: Schemas['NewApproval']) =>
  answer(() => api.POST('/api/communities/{code}/residents/approvals/withdraw', { params: { path: { code } }, body }))
export const giveStanding = (code: string, account: string, until: string) =>
  answer(() => api.POST('/api/communities/{code}/standing/give', { params: { path: { code } }, body: { account, until } }))
export const takeStandingBack = (code: string, account: string) =>
  answer(() => api.POST('/api/communities/{code}/standing/take-back', { params: { path: { code } }, body: { account } }))
export const destroyed = (code: string, number: number) =>
  answer(() => api.POST('/api/communities/{code}/standing/papers/{number}/destroyed', { params: { path: { code, number } } }))
