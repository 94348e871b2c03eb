import { hour } from '@/clock'
import { day } from '@/parts/days'
import { dayOf, type Day } from './days'

/** When a drill begins, as one of its days says it: of one that began on a day before, that day too. */
export const begins = (one: { at: string }, on: Day) => (dayOf(one.at) === on ? hour(one.at) : `${day(dayOf(one.at))} ${hour(one.at)}`)
/** Whether a day is between the first and the last that something takes; what ends at midnight does not reach into the next. */
export const takes = (one: { at: string; until: string }, on: Day) =>
  dayOf(one.at) <= on && on <= dayOf(Math.max(Date.parse(one.at), Date.parse(one.until) - 1))
