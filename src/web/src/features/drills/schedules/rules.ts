import type { Schemas } from '@/base/api/http'
import { month } from '@/kit/parts/days'
import { language, t, wordOr } from '@/base/words'
import { add, nth, weekday, type Day } from './days'

/** Rhythms, counted from the first day. */
export const rhythms = ['once', 'month', 'quarter', 'half', 'year', 'days'] as const
export type Rhythm = (typeof rhythms)[number]

const months: Record<Exclude<Rhythm, 'once' | 'days'>, number> = { month: 1, quarter: 3, half: 6, year: 12 }
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const days = 90

/** The rule that begins on a day: the same weekday of its month again, or every ninety days. */
export function ruleOf(rhythm: Rhythm, day: Day): Schemas['RuleText'] {
  if (rhythm === 'once') return { rhythm: 'once', from: day, every: null, nth: null, weekday: null }
  if (rhythm === 'days') return { rhythm: 'days', from: day, every: days, nth: null, weekday: null }
  return { rhythm: 'month-weekday', from: day, every: months[rhythm], nth: nth(day), weekday: names[weekday(day)]! }
}

export function ruleText(rhythm: Rhythm, day: Day): string {
  return t(`schedule.rule.${rhythm}`, { which: which(nth(day)), weekday: weekdayName(day), n: days })
}
const which = (n: number) => wordOr(`schedule.nth.n${n}`, String(n))
const weekdayName = (day: Day) =>
  new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))

const aMonday = '2026-06-01'
/** The rule of a plan as a sentence. */
export function ruleSaid({ rhythm, from, every, nth: n, weekday: on }: Schemas['ScheduleRule']): string {
  if (rhythm === 'once') return t('schedule.rule.once')
  if (rhythm === 'days') return t('schedule.rule.days', { n: every })
  if (rhythm === 'month-day') return t(every === 1 ? 'schedule.rule.dayOfMonth' : 'schedule.rule.dayOfMonths', { n: every, day: n })
  const slots = { which: which(n), weekday: weekdayName(add(aMonday, names.indexOf(on ?? 'monday'))), n: every, month: month(from) }
  if (rhythm === 'quarter-weekday') return t('schedule.rule.ofQuarter', slots)
  return t(every === 1 ? 'schedule.rule.month' : every === months.year ? 'schedule.rule.ofYear' : 'schedule.rule.ofMonths', slots)
}
