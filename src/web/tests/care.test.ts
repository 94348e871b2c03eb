import { describe, expect, it } from 'vitest'
import { arranging, checking, ending, exitsOf, naming } from '@/features/care/temporaryCare/acts'
import { stageWith, type CareLight } from '@/features/care/temporaryCare/stages'

const light: CareLight = {
  id: 'c1',
  person: 'p1',
  community: '411502001001',
  incident: 'i1',
  stage: 'opened',
  harmSuspected: false,
  openedAt: '2026-11-21T10:00:00Z',
  lateLevel: 0,
  seen: [],
}
const adult = naming(light, { name: '例老师', phone: null, relation: null })
const arranged = arranging(light, { carer: '例婶', phone: null, where: '例园小区5号楼', since: null })

describe('acts on a case of care', () => {
  it('go one after another with what was said at the door, under no name', () => {
    for (const one of [
      adult,
      arranged,
      checking(light, { day: null, note: null }),
      ending(light, { exit: 'guardian-back', receiver: '例母', phone: null }),
    ]) {
      expect(one.entity).toBe('care/p1')
      expect(one.path).toMatch(/^\/api\/care\/c1\/(name-adult|arrange|check|exit)$/)
      expect(JSON.stringify(one.label)).not.toContain('例')
    }
  })
  it('offer the next step before the server has heard of them', () => {
    expect(stageWith(light, [])).toBe('opened')
    expect(stageWith(light, [{ entity: 'care/p1', path: '/api/care/{care}/name-adult' }])).toBe('adult-there')
    expect(stageWith(light, [adult, arranged])).toBe('arranged')
    expect(stageWith({ ...light, stage: 'arranged' }, [adult])).toBe('arranged')
    expect(stageWith({ ...light, stage: 'arranged' }, [ending(light, {}), arranged])).toBe('ended')
    expect(stageWith(light, [{ entity: 'care/p2', path: '/api/care/c2/exit' }])).toBe('opened')
  })
  it('offer a minor no procedure for adults, and an adult no interim guardianship', () => {
    expect(exitsOf(true)).not.toContain('procedure')
    expect(exitsOf(true)).toContain('civil-affairs')
    expect(exitsOf(false)).toContain('procedure')
    expect(exitsOf(false)).not.toContain('civil-affairs')
    expect(exitsOf(null)).toHaveLength(6)
  })
})
