import { language } from '@/base/words'

/** YYYY-MM-DD. */
export type Day = string
const two = (n: number | string) => String(n).padStart(2, '0')
const utc = (day: Day) => new Date(`${day}T00:00:00Z`)
const isoOf = (at: Date) => at.toISOString().slice(0, 10)

export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && isoOf(utc(text)) === text
export const plus = (day: Day, days: number): Day => isoOf(new Date(utc(day).getTime() + days * 86_400_000))
export const monthAfter = (day: Day, months: number): Day => {
  const at = utc(day)
  return isoOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)))
}

/** The weeks of a month, Monday first, with the days of its neighbours. */
export function weeksOf(day: Day): Day[][] {
  const first = monthAfter(day, 0)
  const start = plus(first, -((utc(first).getUTCDay() + 6) % 7))
  const end = monthAfter(day, 1)
  const weeks: Day[][] = []
  for (let monday = start; monday < end; monday = plus(monday, 7)) weeks.push(Array.from({ length: 7 }, (_, n) => plus(monday, n)))
  return weeks
}

const said = (day: Day, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language(), { ...how, timeZone: 'UTC' }).format(utc(day))
/** 2026年6月18日周四. */
export const spoken = (day: Day) => said(day, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' })
/** 2026年6月. */
export const spokenMonth = (day: Day) => said(day, { year: 'numeric', month: 'long' })
/** 一 … 日, from a Monday on. */
export const spokenWeekdays = () => weeksOf('2026-06-01')[0]!.map((one) => said(one, { weekday: 'narrow' }))

/** A typed day: 2026-06-18, 2026/6/18, 2026年6月18日, 20260618, 6/18, 6月18日; without a year it is the year of `near`. */
export function dayTyped(text: string, near: Day): Day | undefined {
  const parts = /^\d{8}$/.test(text.trim())
    ? [text.trim().slice(0, 4), text.trim().slice(4, 6), text.trim().slice(6)]
    : (text.match(/\d+/g) ?? [])
  const [year, month, date] = parts.length === 2 ? [near.slice(0, 4), ...parts] : parts
  const made = `${year}-${two(month ?? '')}-${two(date ?? '')}`
  return isDay(made) ? made : undefined
}

/** A typed time: 9:30, 0930, 9点30, 9; in 24 hours. */
export function timeTyped(text: string): string | undefined {
  const digits = /^\d{3,4}$/.test(text.trim()) ? [text.trim().slice(0, -2), text.trim().slice(-2)] : (text.match(/\d+/g) ?? [])
  const [h, m = '0'] = digits
  if (h === undefined || digits.length > 3 || Number(h) > 23 || Number(m) > 59) return undefined
  return `${two(h)}:${two(m)}`
}
