import { answer, api, type Schemas } from '@/base/api/http'

export type ChildCase = Schemas['ProtectionCard']
export type CaseRow = Schemas['ProtectionRow']
export type Step = Schemas['ProtectionStep']

const at = (childId: string) => ({ params: { path: { childId } } })

export const open = (body: Schemas['NewProtection']) => answer(() => api.POST('/api/protection', { body }))
export const assess = (id: string, body: Schemas['NewAssessment']) =>
  answer(() => api.POST('/api/protection/{childId}/assess', { ...at(id), body }))
export const plan = (id: string, body: Schemas['NewPlan']) => answer(() => api.POST('/api/protection/{childId}/plan', { ...at(id), body }))
export const followUp = (id: string, body: Schemas['NewFollowUp']) =>
  answer(() => api.POST('/api/protection/{childId}/follow-up', { ...at(id), body }))
export const note = (id: string, text: string) => answer(() => api.POST('/api/protection/{childId}/notes', { ...at(id), body: { text } }))
export const refer = (id: string, body: Schemas['NewReferral']) =>
  answer(() => api.POST('/api/protection/{childId}/referrals', { ...at(id), body }))
export const settle = (childId: string, no: number, body: Schemas['ServiceDone']) =>
  answer(() => api.POST('/api/protection/{childId}/services/{no}', { params: { path: { childId, no } }, body }))
export const answered = (childId: string, no: number, body: Schemas['NewReferralAnswer']) =>
  answer(() => api.POST('/api/protection/{childId}/referrals/{no}', { params: { path: { childId, no } }, body }))
export const assign = (id: string, member: string) =>
  answer(() => api.POST('/api/protection/{childId}/assign', { ...at(id), body: { member } }))
export const transfer = (id: string, body: Schemas['NewTransfer']) =>
  answer(() => api.POST('/api/protection/{childId}/transfer', { ...at(id), body }))
export const takeBack = (id: string) => answer(() => api.POST('/api/protection/{childId}/transfer/withdraw', at(id)))
export const take = (id: string) => answer(() => api.POST('/api/protection/{childId}/transfer/accept', at(id)))
export const decline = (id: string, text: string) =>
  answer(() => api.POST('/api/protection/{childId}/transfer/refuse', { ...at(id), body: { text } }))
export const askClosing = (id: string, body: Schemas['NewClosing']) =>
  answer(() => api.POST('/api/protection/{childId}/closing', { ...at(id), body }))
export const approve = (id: string) => answer(() => api.POST('/api/protection/{childId}/closing/approve', at(id)))
export const refuse = (id: string, text: string) =>
  answer(() => api.POST('/api/protection/{childId}/closing/refuse', { ...at(id), body: { text } }))
export const reopen = (id: string, text: string) =>
  answer(() => api.POST('/api/protection/{childId}/reopen', { ...at(id), body: { text } }))
