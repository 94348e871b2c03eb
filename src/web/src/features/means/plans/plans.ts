import { answer, api, type Schemas } from '@/base/api/http'

/** An emergency plan as pages know it: its cards and steps, what the library offers, and the acts on it. */
export type Card = Schemas['Card']
export type Step = Schemas['Step']
export type PlanPage = Schemas['PlanPage']
export type Library = Schemas['PlanLibrary']
export type Rules = Library['rules']
export type Comment = Schemas['CommentShown']
export type Annexes = Schemas['AnnexesShown']

/** Progress of the draft, or of the version in force where there is no draft: steps done for the one do not count for the other. */
export function courseOf(standing: PlanPage['standing'], submittedAt: string | null | undefined) {
  const { draft, inForce, approvedAt, filed, evaluatedAt } = standing
  const stands = draft === 'none' && Boolean(inForce)
  const submitted = draft === 'submitted'
  return [
    { step: 'draft', done: stands || draft !== 'none', now: draft === 'draft', on: null },
    { step: 'submitted', done: stands || submitted, now: submitted, on: submitted ? submittedAt : null },
    { step: 'approved', done: stands, now: false, on: stands ? approvedAt : null },
    { step: 'filed', done: stands && filed, now: false, on: null },
    { step: 'evaluated', done: stands && Boolean(evaluatedAt), now: false, on: stands ? evaluatedAt : null },
  ] as const
}

const at = (code: string) => ({ params: { path: { code } } })

export const saveCard = (code: string, card: Card, seen: Card | null) =>
  answer(() => api.POST('/api/communities/{code}/plan/cards', { ...at(code), body: { card, seen } }))
export const removeCard = (code: string, seen: Card) =>
  answer(() => api.POST('/api/communities/{code}/plan/cards/remove', { ...at(code), body: { seen } }))
export const saveHeading = (code: string, heading: string, text: string, seen: string) =>
  answer(() => api.POST('/api/communities/{code}/plan/headings', { ...at(code), body: { code: heading, text, seen } }))
export const submit = (code: string) => answer(() => api.POST('/api/communities/{code}/plan/submit', at(code)))
export const withdraw = (code: string) => answer(() => api.POST('/api/communities/{code}/plan/withdraw', at(code)))
export const discard = (code: string) => answer(() => api.POST('/api/communities/{code}/plan/discard', at(code)))
export const approve = (code: string, submission: number) =>
  answer(() => api.POST('/api/communities/{code}/plan/approve', { ...at(code), body: { submission } }))
export const giveBack = (code: string, submission: number, reason: string, comments: Comment[]) =>
  answer(() => api.POST('/api/communities/{code}/plan/return', { ...at(code), body: { submission, reason: reason || null, comments } }))
export const file = (code: string, reference: string) =>
  answer(() => api.POST('/api/communities/{code}/plan/file', { ...at(code), body: { reference } }))
export const evaluate = (code: string, findings: string) =>
  answer(() => api.POST('/api/communities/{code}/plan/evaluate', { ...at(code), body: { findings: findings || null } }))
export const tryCard = (code: string, card: string) =>
  answer(() => api.POST('/api/communities/{code}/plan/try', { ...at(code), body: { card } }))

/** True when both are equal as JSON on the wire. */
export const same = (one: unknown, other: unknown) => plain(one) === plain(other)
const plain = (value: unknown) =>
  JSON.stringify(value ?? null, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, one]) => one !== null && one !== undefined)
            .sort(),
        )
      : part,
  )

/** An id that is unique in the list. */
export function freshId(of: string, taken: readonly string[]) {
  for (let nth = 1; ; nth++) {
    const id = `${of}-${nth}`
    if (!taken.includes(id)) return id
  }
}
