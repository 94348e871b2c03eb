import { describe, expect, it } from 'vitest'
import { lastsFor } from '@/kit/parts/days'
import { add, dayOf, instant, later, nth, proposed, weekday, weeks } from '@/features/drills/schedules/days'
import { takes } from '@/features/drills/schedules/lasting'
import { ruleOf, ruleSaid } from '@/features/drills/schedules/rules'

describe('the days of a calendar', () => {
  it('are those of Asia/Shanghai wherever the screen stands', () => {
    expect(dayOf('2026-06-17T16:30:00Z')).toBe('2026-06-18')
    expect(instant('2026-06-18', '09:00:00')).toBe('2026-06-18T01:00:00.000Z')
    expect(add('2028-02-28', 1)).toBe('2028-02-29')
    expect(later('2026-12', 1)).toBe('2027-01')
  })
  it.each([
    ['12:00', '13:00', '06', ['06']],
    ['23:30', '00:30', '07', ['06', '07']],
    ['22:00', '00:00', '07', ['06']],
    ['22:00', '22:00', '06', ['06']],
    ['09:00', '11:00', '08', ['06', '07', '08']],
  ])('hold a drill from %s to %s on each on which it takes place', (from, to, last, days) => {
    const drill = { at: instant('2027-03-06', from), until: instant(`2027-03-${last}`, to) }
    expect(['05', '06', '07', '08', '09'].filter((day) => takes(drill, `2027-03-${day}`))).toEqual(days)
  })
  it('stand in whole weeks from Monday on', () => {
    expect(weeks('2026-06').map((week) => week[0])).toEqual(['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29'])
    for (const month of ['2026-02', '2027-02', '2028-02', '2026-08'])
      expect(
        weeks(month)
          .flat()
          .filter((day) => day.startsWith(month)).length,
        month,
      ).toBe(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate())
    expect(weeks('2026-06').flat().map(weekday).slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
  it('propose the first Saturday of next month, and a rule begins on its own day', () => {
    expect(proposed('2026-11-20')).toBe('2026-12-05')
    expect(proposed('2026-12-31')).toBe('2027-01-02')
    expect(nth('2026-06-29')).toBe(5)
    expect(ruleOf('quarter', '2026-12-05')).toEqual({ rhythm: 'month-weekday', from: '2026-12-05', every: 3, nth: 1, weekday: 'saturday' })
  })
})

it('says how long something has lasted so that nobody takes it for a time of day', () => {
  const minute = 60_000
  expect([0, 40_000, 81_000, 59 * minute, 60 * minute, 125 * minute, 49 * 60 * minute].map(lastsFor)).toEqual([
    '0秒',
    '40秒',
    '1分钟',
    '59分钟',
    '1小时',
    '2小时5分钟',
    '2天',
  ])
})

it('says the rule of a plan, whichever of the five it is', () => {
  const rule = (more: object) => ruleSaid({ rhythm: 'once', from: '2026-12-05', every: 1, nth: 1, weekday: 'saturday', ...more })
  expect(rule({})).toBe('只这一次')
  expect(rule({ rhythm: 'days', every: 90 })).toBe('每 90 天')
  expect(rule({ rhythm: 'month-day', nth: 15 })).toBe('每月 15 日')
  expect(rule({ rhythm: 'month-day', every: 2, nth: 31 })).toBe('每 2 个月，31 日')
  expect(rule({ rhythm: 'month-weekday' })).toBe('每月第一个星期六')
  expect(rule({ rhythm: 'month-weekday', every: 3, nth: 5, weekday: 'sunday' })).toBe('每 3 个月，最后一个星期日')
  expect(rule({ rhythm: 'month-weekday', every: 12, nth: 2 })).toBe('每年12月，第二个星期六')
  expect(rule({ rhythm: 'quarter-weekday', weekday: undefined })).toBe('每季度，第一个星期一')
})
