import { dayOf, type Day } from './days'
import type { Schemas } from '@/api/http'
import { language, t } from '@/words'

const format = (options: Intl.DateTimeFormatOptions) => (at: number) => new Intl.DateTimeFormat(language(), { ...options, timeZone: 'UTC' }).format(at)
const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`)
/** 6月18日 */
export const dayText = (day: Day) => format({ month: 'short', day: 'numeric' })(utc(day))
/** 6月18日周四; with the year where it is another than this one. */
export const longDay = (day: Day, today?: Day) => format({ ...(today && day.slice(0, 4) !== today.slice(0, 4) ? { year: 'numeric' } : {}), month: 'short', day: 'numeric', weekday: 'short' })(utc(day))
export const monthText = (month: string) => format({ year: 'numeric', month: 'long' })(utc(`${month}-01`))
/** Monday first. */
export const weekdays = () => Array.from({ length: 7 }, (_, n) => format({ weekday: 'short' })(Date.UTC(2026, 5, 1 + n)))

/** One conflict as a sentence. */
export function conflictText(one: Schemas['ConflictShown'], name: (code: string) => string) {
  if (one.kind === 'same-people') return t('schedule.conflict.same-people', { communities: one.communities.slice(0, 3).map(name).join(t('incident.and')), n: one.minutes, people: one.people })
  return t(`schedule.conflict.${one.kind}`, { day: dayText(dayOf(one.at)), name: one.holiday ?? '' })
}
