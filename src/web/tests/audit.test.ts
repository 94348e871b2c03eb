import { describe, expect, it } from 'vitest'
import { asksOf, byReader, counted, isPerson, short, sittings, type Reading } from '@/across/auditing/readings'

let next = 0
const reading = (more: Partial<Reading> = {}): Reading =>
  ({
    sequence: next,
    accessId: `r${next++}`,
    at: '2026-11-25T04:00:00Z',
    account: 'account/aa11bb22',
    role: 'secretary',
    purpose: 'register',
    community: '411502001001',
    count: 1,
    persons: ['p1'],
    reasoned: false,
    code: 'check',
    ...more,
  }) as Reading

describe('a reading', () => {
  it('by day and for a reason is asked nothing', () => expect(asksOf(reading())).toEqual([]))
  it('at night is asked for, from 22 to 6 o’clock there, unless it was for an incident', () => {
    expect(asksOf(reading({ at: '2026-11-25T14:00:00Z' }))).toEqual(['night'])
    expect(asksOf(reading({ at: '2026-11-25T21:59:00Z' }))).toEqual(['night'])
    expect(asksOf(reading({ at: '2026-11-25T22:00:00Z' }))).toEqual([])
    expect(asksOf(reading({ at: '2026-11-25T14:00:00Z', incident: 'i1' as never }))).toEqual([])
  })
  it('of a name without any reason, of a child, and one that was taken away are asked for', () => {
    expect(asksOf(reading({ purpose: 'reveal', code: null }))).toEqual(['unreasoned'])
    expect(asksOf(reading({ purpose: 'reveal', code: null, reasoned: true }))).toEqual([])
    expect(asksOf(reading({ approval: 'a1' }))).toEqual(['minor'])
    expect(asksOf(reading({ purpose: 'export' }))).toEqual(['export'])
  })
})

describe('the readings of one sitting', () => {
  const at = (minute: number, more: Partial<Reading> = {}) =>
    reading({ at: new Date(Date.UTC(2026, 10, 25, 4, minute)).toISOString(), ...more })
  it('are one row with how often and since when', () => {
    const rows = sittings([at(59), at(40), at(20), at(19)])
    expect(rows.map((one) => [one.times, one.since.slice(14, 16), one.at.slice(14, 16)])).toEqual([[4, '19', '59']])
  })
  it('end with a pause, and others between them do not end them', () =>
    expect(sittings([at(59), at(50, { account: 'account/other' }), at(45), at(14)]).map((one) => one.times)).toEqual([2, 1, 1]))
  it('hold the same people for the same reason only, and no words of a reason', () => {
    const others: Partial<Reading>[] = [
      { persons: ['p2'] as never },
      { code: 'visit' as never },
      { purpose: 'reveal' },
      { incident: 'i1' as never },
      { approval: 'a1' },
      { reasoned: true },
      { reasoned: true },
    ]
    expect(sittings([at(9), ...others.map((more) => at(8, more))]).every((one) => one.times === 1)).toBe(true)
    // Ignores the order of the people.
    expect(sittings([at(9, { persons: ['p1', 'p2'] as never }), at(8, { persons: ['p2', 'p1'] as never })])).toHaveLength(1)
  })
  it('lose none', () => {
    const all = Array.from({ length: 40 }, (_, i) => at(59 - i, { account: `account/${i % 3}` }))
    expect(sittings(all).reduce((sum, one) => sum + one.times, 0)).toBe(40)
  })
})

describe('the readings by reader', () => {
  it('are counted by account, each person once, with what one would ask', () => {
    const readers = byReader([
      reading({ persons: ['p1', 'p2'] as never }),
      reading({ account: 'account/cc33' as never, role: 'grid-chief' }),
      reading({ persons: ['p2'] as never, purpose: 'export', at: '2026-11-25T05:00:00Z' }),
    ])
    expect(readers.map((one) => [one.role, one.readings, one.persons, one.asks])).toEqual([
      ['secretary', 2, 2, ['export']],
      ['grid-chief', 1, 1, []],
    ])
    expect([readers[0]!.last, readers[0]!.purposes]).toEqual([
      '2026-11-25T05:00:00Z',
      [
        { purpose: 'register', count: 1 },
        { purpose: 'export', count: 1 },
      ],
    ])
  })
  it('name nobody', () => expect(short('6f3c-aa11')).toBe('6f3caa'))
})

it('what is frequent stands first', () =>
  expect(counted(['a', 'b', 'b'])).toEqual([
    ['b', 2],
    ['a', 1],
  ]))
it('the number of a record is one, and nothing else is', () => {
  expect(isPerson(' 0190a1b2-1111-7222-8333-444455556666 ')).toBe(true)
  expect(isPerson('0190a1b2')).toBe(false)
})
