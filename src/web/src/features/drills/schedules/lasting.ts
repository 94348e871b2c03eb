import { hour } from '@/base/clock'
import { day } from '@/kit/parts/days'
import { dayOf, type Day } from './days'

/** Start of a drill, as shown on one of its days: with the day if it began on an earlier one. */
export const begins = (one: { at: string }, on: Day) => (dayOf(one.at) === on ? hour(one.at) : `${day(dayOf(one.at))} ${hour(one.at)}`)
/** True when the day is within the drill; a drill that ends at midnight does not reach into the next day. */
export const takes = (one: { at: string; until: string }, on: Day) =>
  dayOf(one.at) <= on && on <= dayOf(Math.max(Date.parse(one.at), Date.parse(one.until) - 1))
