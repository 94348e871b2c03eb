import { answer, api, type Schemas } from '@/base/api/http'

export type Past = Schemas['EndedShown']

/** Names of the successor communities, by code. */
export const nameIn = (past: Past) => new Map(past.successors.map((one) => [one.code, one.name]))

/** Name and phones of a former team member: opening them is recorded first. */
export const openPast = (code: string, member: string) =>
  answer(() => api.POST('/api/communities/{code}/ended/open', { params: { path: { code }, query: { member } } })).then(
    ({ items }) => items.find((one) => one.id === member) ?? null,
  )
