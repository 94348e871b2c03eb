import type { Schemas } from '@/base/api/http'
import { day } from '@/kit/parts/days'
import { language, t } from '@/base/words'
import { dayOf, type Day } from './days'

const format = (options: Intl.DateTimeFormatOptions) => (at: number) =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: 'UTC' }).format(at)
const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`)
export { day as dayText }
/** 6月18日周四; with the year where it is not the present one. */
export const longDay = (on: Day, today?: Day) =>
  format({
    ...(today && on.slice(0, 4) !== today.slice(0, 4) ? { year: 'numeric' } : {}),
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  })(utc(on))
export const monthText = (month: string) => format({ year: 'numeric', month: 'long' })(utc(`${month}-01`))
/** Monday first. */
export const weekdays = () => Array.from({ length: 7 }, (_, n) => format({ weekday: 'short' })(Date.UTC(2026, 5, 1 + n)))

/** A conflict as a sentence. */
export function conflictText(one: Schemas['ConflictShown'], name: (code: string) => string) {
  if (one.kind === 'same-people')
    return t(one.people ? 'schedule.conflict.same-people' : 'schedule.conflict.same-place', {
      communities: one.communities.slice(0, 3).map(name).join(t('incident.and')),
      n: one.minutes,
      people: one.people,
    })
  return t(`schedule.conflict.${one.kind}`, { day: day(dayOf(one.at)), name: one.holiday ?? '' })
}

/** Name of a drill until somebody gives it one: its place and scenario; at most 60 characters. */
export function drillName(communities: readonly string[], scenario: string | undefined, name: (code: string) => string) {
  const where = communities.length === 1 ? name(communities[0]!) : communities.length ? t('schedule.places', { n: communities.length }) : ''
  return `${where} ${scenario ?? ''}`.trim().slice(0, 60)
}
