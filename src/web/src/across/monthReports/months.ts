import { answer, api, type Schemas } from '@/base/api/http'

export type Months = Schemas['MonthReportsShown']
export type Report = Schemas['MonthReportShown']
export type Figure = Schemas['MonthFigure']

const at = (code: string, month: string) => ({ params: { path: { code, month } } })

/** Sends the user's own report with the figures on the screen: if they have changed since, the server refuses. */
export const send = (code: string, month: string, figures: readonly Figure[], words: string) =>
  answer(() => api.POST('/api/month-reports/{code}/{month}/send', { ...at(code, month), body: { figures: [...figures], words } }))
export const receive = (one: Report, month: string) =>
  answer(() => api.POST('/api/month-reports/{code}/{month}/receive', { ...at(one.code, month), body: { version: one.version } }))
export const giveBack = (one: Report, month: string, why: string) =>
  answer(() => api.POST('/api/month-reports/{code}/{month}/return', { ...at(one.code, month), body: { version: one.version, why } }))

/** "2026-10" some months later. */
export function later(month: string, by: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7)
}

export const countOf = (figures: readonly Figure[], code: string) => figures.find((one) => one.code === code)?.count

/** Figures that a month's table of many places shows at once; the others stand in each report. */
export const main = ['at-risk', 'visits-made', 'visits-late', 'hazards-found', 'hazards-open', 'stock-expired', 'incidents'] as const
