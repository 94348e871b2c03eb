import type { Schemas } from '@/api/http'
import { language, t, wordOr } from '@/words'
import { nth, weekday, type Day } from './days'

/** How often, counted from the first day. */
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
  const name = new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))
  return t(`schedule.rule.${rhythm}`, { which: wordOr(`schedule.nth.n${nth(day)}`, String(nth(day))), weekday: name, n: days })
}
