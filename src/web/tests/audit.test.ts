import { describe, expect, it } from 'vitest'
import { asksOf, byReader, counted, isPerson, short, type Reading } from '@/audit/readings'

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
