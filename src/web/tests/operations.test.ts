import { describe, expect, it } from 'vitest'
import { backupLasts, backupOf, firstHours, firstSteps, partsOf, statusWord, type Health } from '@/across/operations/machine'
import { t } from '@/base/words'

const now = Date.parse('2026-11-25T12:00:00Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const health = (more: Partial<Health> = {}): Health =>
  ({ status: 'ready', head: 9, views: 9, broken: [], parked: [], lostRaces: 0, pageFaults: 0, unreached: 0, ...more }) as Health

describe('a backup', () => {
  it('is good for 26 hours and then late', () => {
    expect(backupOf(ago(backupLasts - 1), now)).toBe('good')
    expect(backupOf(ago(backupLasts + 1), now)).toBe('old')
    expect(backupOf(null, now)).toBe('never')
  })
  it('of the keys that is older than the master key opens nothing, however young it is', () => {
    expect(backupOf(ago(1000), now, ago(500))).toBe('opens-nothing')
    expect(backupOf(ago(500), now, ago(1000))).toBe('good')
  })
})

describe('the parts of the machine', () => {
  it('are all told, and each is well where it is there and health says nothing of it', () => {
    const parts = partsOf(health(), [])
    expect(parts).toHaveLength(12)
    expect(parts.filter((one) => one.state !== 'well')).toEqual([])
  })
  it('that do not exist are not well, and nobody knows which exist before that was answered', () => {
    const states = (more: Partial<Health>, notSet?: string[]) =>
      partsOf(health(more), notSet).flatMap((one) => (one.state === 'well' ? [] : [`${one.part} ${one.state}`]))
    expect(states({}, ['gateway', 'certificate'])).toEqual(['gateway unset', 'certificate unset'])
    expect(states({}, ['certificate'])).toEqual(['certificate unset'])
    expect(states({})).toEqual(['gateway unknown', 'certificate unknown'])
    expect(states({ gateway: 'refused' })).toEqual(['gateway wrong', 'certificate unknown'])
    expect(states({ unreached: null }, [])).toEqual(['calls unknown'])
  })
  it('say what is wrong with them, each its own', () => {
    const wrong: Partial<Health>[] = [
      { status: 'behind' },
      { trouble: 'disk full' },
      { broken: ['calls'] },
      { failing: ['service/OpenSessions'] },
      { parked: ['outbox: case'] },
      { masterKey: 'copy it' },
      { seals: 'away' },
      { clock: 'was set' },
      { gateway: 'refused' },
      { certificate: 'ends soon' },
      { unreached: 2 },
      { pageFaults: 3 },
    ]
    const said = wrong.map((one) => partsOf(health(one), []).filter((part) => part.said.length))
    expect(said.map((one) => one.length)).toEqual(wrong.map(() => 1))
    expect(said.map((one) => one[0]!.part)).toEqual(partsOf(health(), []).map((one) => one.part))
  })
  it('have a word for each state of the whole, also for one that is new', () => {
    expect(['ready', 'behind', 'joining', 'broken', 'no journal', 'something'].map(statusWord)).toEqual([
      'operations.status.ready',
      'operations.status.behind',
      'operations.status.joining',
      'operations.status.broken',
      'operations.status.away',
      'operations.status.away',
    ])
  })
})

describe('the first hours', () => {
  const seen = { accounts: 2, divisions: false, brought: new Set<string>(), lines: false, backup: false }
  it('begin with nothing done', () => {
    expect([...firstHours(seen)!]).toEqual([])
  })
  it('tick what is done and go on for as long as people, divisions or registers are missing', () => {
    expect([...firstHours({ ...seen, divisions: true, backup: true, lines: true })!]).toEqual(['divisions', 'lines', 'backup'])
    expect([...firstHours({ ...seen, divisions: true, accounts: 3, brought: new Set(['areas', 'residents']) })!]).toEqual([
      'people',
      'divisions',
      'areas',
    ])
  })
  it('are over once those are there, whatever else is left', () => {
    expect(firstHours({ ...seen, accounts: 3, divisions: true, brought: new Set(['residents', 'team']) })).toBeNull()
  })
  it('have a word for each step', () => {
    for (const step of firstSteps) expect(t(`operations.begin.${step}`)).not.toBe(`operations.begin.${step}`)
  })
})
