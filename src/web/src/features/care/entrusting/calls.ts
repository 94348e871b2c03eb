import { answer, api, type Schemas } from '@/base/api/http'
import { t, wordOr } from '@/base/words'

export type Child = { code: string; personId: string }
export type Row = Schemas['EntrustmentRow']
export type Card = Schemas['EntrustmentCard']
export type LetterOf = Schemas['LetterShown']

/** Name of a term's check: 秋季学期检查. */
export const termOf = (code: string) => wordOr(`entrusted.termOf.${code}`, t('entrusted.reason.term'))
/** Reason for the next check of a child. */
export const reasonOf = ({ reason, term }: Pick<Row, 'reason' | 'term'>) =>
  term ? termOf(term) : t(`entrusted.reason.${reason ?? 'term'}`)

/** Requests about an entrusted child, a line each. */
export const check = (path: Child, body: Schemas['NewCheck']) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/check', { params: { path }, body }))
export const ask = (path: Child, why: string) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/ask', { params: { path }, body: { why } }))
export const contact = (path: Child, day: string, spoke: boolean) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/contact', { params: { path }, body: { day, spoke } }))
export const send = (path: Child & { to: string }, body: Schemas['NewLetterSent']) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/letters/{to}/send', { params: { path }, body }))
export const reply = (path: Child & { to: string }, body: Schemas['NewLetterAnswer']) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/letters/{to}/answer', { params: { path }, body }))
export const report = (path: Child, body: Schemas['NewHarmReport']) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/report', { params: { path }, body }))
export const add = (path: Child & { reportId: string }, text: string) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/report/{reportId}/add', { params: { path }, body: { text } }))
/** Compares the register with the plan now instead of at night. */
export const plan = (code: string) => answer(() => api.POST('/api/communities/{code}/entrustments/plan', { params: { path: { code } } }))
/** Records a receiver's answer to a report, as it came on paper or by telephone. */
export const heard = (path: Child & { reportId: string }, body: Schemas['NewHarmAnswer']) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/report/{reportId}/answer', { params: { path }, body }))
export const linkFor = (path: Child & { reportId: string; to: string }) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/report/{reportId}/link/{to}', { params: { path } }))
export const withdrawLinks = (path: Child & { reportId: string }) =>
  answer(() => api.POST('/api/communities/{code}/entrustments/{personId}/report/{reportId}/link/withdraw', { params: { path } }))
