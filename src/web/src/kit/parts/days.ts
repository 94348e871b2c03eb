import { hour, now, serverNow } from '@/base/clock'
import { language } from '@/base/words'

const zone = 'Asia/Shanghai'
const iso = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
const length = 86_400_000

/** Today and the days after it, YYYY-MM-DD, by the place's own calendar. */
export const comingDays = (count: number) => Array.from({ length: count }, (_, n) => iso.format(serverNow() + n * length))

/** 6月18日, from a date or an instant. */
export const day = (at: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, month: 'short', day: 'numeric' }).format(
    new Date(at.length === 10 ? `${at}T12:00:00+08:00` : at),
  )

/** 02:47, with its day where it is not today. */
export const when = (at: string, time: (at: string) => string = hour) =>
  day(at) === day(new Date(now.value).toISOString()) ? time(at) : `${day(at)} ${time(at)}`

const withWeekday = (at: string, month: 'short' | 'numeric') =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, month, day: 'numeric', weekday: 'short' }).format(new Date(`${at}T12:00:00+08:00`))

/** 6/18周三: for many side by side. */
export const weekday = (at: string) => withWeekday(at, 'numeric')

/** 6月18日周三: at the head of a page. */
export const longWeekday = (at: string) => withWeekday(at, 'short')

/** 11/21 and 周六, to be written below one another. */
export const shortDay = (at: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, month: 'numeric', day: 'numeric' }).format(new Date(`${at}T12:00:00+08:00`))
export const dayOfWeek = (at: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, weekday: 'short' }).format(new Date(`${at}T12:00:00+08:00`))

/** 2027年6月18日: for dates years away; from a date or an instant. */
export const dayOfYear = (at: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' }).format(
    new Date(at.length === 10 ? `${at}T12:00:00+08:00` : at),
  )

/** Whole days from today to a date; 0 is today. */
export const daysTo = (at: string) =>
  Math.round((Date.parse(`${at}T12:00:00+08:00`) - Date.parse(`${iso.format(serverNow())}T12:00:00+08:00`)) / length)

/** 6月. */
export const month = (at: string) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, month: 'short' }).format(new Date(`${at}T12:00:00+08:00`))

const unit = (n: number, of: 'second' | 'minute' | 'hour' | 'day') =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: of, unitDisplay: 'short' }).format(n)

/** Duration in a sentence: 40秒, 59分钟, 2小时5分钟, 3天. Running clocks use `lasting`; this form cannot be mistaken for a time of day. */
export function lastsFor(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (seconds < 60) return unit(seconds, 'second')
  if (h >= 48) return unit(d, 'day')
  return [h ? unit(h, 'hour') : '', m ? unit(m, 'minute') : ''].filter(Boolean).join(language() === 'en' ? ' ' : '')
}
