import { describe, expect, it } from 'vitest'
import { daysAfter, missing, type Programme } from '@/features/care/clinics/calls'

const programmes = [
  {
    code: 'escort',
    results: [
      { code: 'unstable', days: 14 },
      { code: 'stable', days: 90 },
    ],
    source: '',
  },
  {
    code: 'signed',
    results: [
      { code: 'watch', days: 30 },
      { code: 'finished', days: null },
    ],
    source: '',
  },
] as unknown as Programme[]

describe('The next day of a clinic', () => {
  it('is the soonest that any result asks for, and none where none does', () => {
    expect(daysAfter(programmes, { escort: 'stable', signed: 'watch' })).toBe(30)
    expect(daysAfter(programmes, { escort: 'unstable', signed: 'watch' })).toBe(14)
    expect(daysAfter(programmes, { signed: 'finished' })).toBeNull()
  })

  it('waits for a result of each programme', () => {
    expect(missing(programmes, { escort: 'stable' }).map((one) => one.code)).toEqual(['signed'])
    expect(missing(programmes, { escort: 'stable', signed: 'watch' })).toEqual([])
  })
})
