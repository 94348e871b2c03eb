import type { Schemas } from '@/base/api/http'
import { dayOf, later, monthOf, weeks, type Day, type Month } from '@/features/drills/schedules/days'

export type Item = Schemas['CalendarDue']
export { dayOf, later, monthOf, weeks, type Day, type Month }

/** The last day of a month. */
export const lastOf = (month: Month): Day => new Date(Date.parse(`${later(month, 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** Groups items by day, in the order of the list. */
export function byDay(items: readonly Item[]) {
  const days = new Map<Day, Item[]>()
  for (const one of items) days.set(one.on, [...(days.get(one.on) ?? []), one])
  return days
}
