import { describe, expect, it } from 'vitest'
import { figuresOf, ofGrid, ownGrid } from '@/features/prevention/hazards/grid'
import type { Hazard } from '@/features/prevention/riskPoints/dangers'
import { phoneLink } from '@/across/today/phoneLink'

describe('a line of today on the phone', () => {
  it.each([
    ['patrol-late', '/street?community=1&tab=patrols&patrol=7#hazards', '/team#patrol/7'],
    ['patrol', '/street?community=1&tab=patrols#hazards', '/team#patrol'],
    ['roster-gap', '/street?community=1&tab=week#roster', '/team#roster'],
    ['round-roster-week', '/street?community=1&tab=week#roster', '/team#roster'],
    ['swap', '/street?community=1&tab=week#roster', '/team#roster'],
    ['round-stocktaking', '/street?community=1#stock', '/team#stocktake'],
    ['round-street-stocktaking', '/street#stock', '/team#stocktake'],
    ['hazard-late', '/street?community=1&hazard=9#hazards', '/team#hazards/9'],
    ['hazard-check', '/street?community=1#hazards', '/team#hazards'],
    ['visit-late', '/street?community=1#visits', '/team#visits'],
    ['order', '/street#received', '/team#orders'],
  ])('%s leads to its page there', (kind, link, to) => expect(phoneLink({ kind, link })).toBe(to))

  it.each(['plan-approve', 'order-approve', 'hazard-decide', 'party-late', 'confirm'])('%s is done on a desk', (kind) =>
    expect(phoneLink({ kind, link: '/street#x' })).toBeNull(),
  )
})

describe('the hazards of a grid', () => {
  const one = (grid: string | null, more: Partial<Hazard> = {}) => ({ grid, stage: 'found', days: null, lateLevel: 0, ...more }) as Hazard
  it('are those of the own one and those of none', () => {
    expect([one('G1'), one('G2'), one(null)].map((each) => ofGrid(each, 'G1'))).toEqual([true, false, true])
    expect(ofGrid(one('G2'), '')).toBe(true)
  })
  it('are of the whole community for who answers for it', () => {
    expect(ownGrid([{ division: '411502001001', grid: 'G1' }])).toEqual({ code: '411502001001', grid: 'G1' })
    expect(ownGrid([{ division: '411502001001', grid: 'G1' }, { division: '411502001001' }])).toEqual({ code: '411502001001', grid: '' })
    expect(ownGrid([{ division: '411502001' }])).toBeNull()
  })
  it('count as open and late', () => {
    const all = [one('G1'), one('G1', { days: -1 }), one('G1', { stage: 'closed' }), one('G2', { lateLevel: 1 })]
    expect(figuresOf(all, 'G1')).toEqual({ open: 2, late: 1 })
    expect(figuresOf(all, '')).toEqual({ open: 3, late: 2 })
  })
})
