/** A day in Asia/Shanghai, 2026-06-18. */
export type Day = string
/** 2026-06 */
export type Month = string

const local = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'Asia/Shanghai' })
const length = 86_400_000
const at = (day: Day) => Date.parse(`${day}T00:00:00Z`)

export const dayOf = (instant: string | number): Day => local.format(new Date(instant))
export const add = (day: Day, days: number): Day => new Date(at(day) + days * length).toISOString().slice(0, 10)
/** 0 Monday … 6 Sunday. */
export const weekday = (day: Day) => (new Date(at(day)).getUTCDay() + 6) % 7
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const later = (month: Month, months: number): Month => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The whole weeks that hold a month, Monday first. */
export function weeks(month: Month): Day[][] {
  const first = add(`${month}-01`, -weekday(`${month}-01`))
  const found: Day[][] = []
  for (let monday = first; monday < `${later(month, 1)}-01`; monday = add(monday, 7))
    found.push(Array.from({ length: 7 }, (_, n) => add(monday, n)))
  return found
}

/** Number of a day among the same weekdays of its month: 1–4, or 5 for the last where there is a fifth. */
export const nth = (day: Day) => Math.ceil(Number(day.slice(8)) / 7)

/** The first Saturday of the month after this one: when people are at home and there is time to prepare. */
export function proposed(today: Day): Day {
  const first = `${later(monthOf(today), 1)}-01`
  return add(first, (5 - weekday(first) + 7) % 7)
}

/** The instant at which clocks there show a time, hh:mm, on a day. */
export const instant = (day: Day, time: string) => new Date(`${day}T${time.slice(0, 5)}:00+08:00`).toISOString()
