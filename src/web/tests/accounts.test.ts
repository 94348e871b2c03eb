import { expect, it } from 'vitest'
import { grantOf, placeName, sameGrant, type Member } from '@/features/access/accounts/accounts'
import { invitedBy } from '@/pages/login/signIn'
import type { Places } from '@/features/ground/places/places'

const community = '411502001001'
const member = (role: Member['role'], grid?: string, building?: string, unit?: string) => ({ role, grid, building, unit }) as Member

it('a member is given the role of the team for what they answer for, and no more', () => {
  const places = { division: community, grid: null, building: null, unit: null }
  expect(grantOf(community, member('director', 'G1'))).toEqual({ role: 'secretary', scope: places })
  expect(grantOf(community, member('grid-chief', 'G1'))).toEqual({ role: 'grid-chief', scope: { ...places, grid: 'G1' } })
  expect(grantOf(community, member('unit-chief', 'G1', '6号楼', '2单元'))).toEqual({
    role: 'unit-chief',
    scope: { division: community, grid: 'G1', building: '6号楼', unit: '2单元' },
  })
  // The server accepts no building without its grid.
  expect(grantOf(community, member('building-chief', undefined, '6号楼'))).toEqual({ role: 'building-chief', scope: places })
  expect(grantOf(community, member('villager-representative', 'G1')).role).toBe('volunteer')
})

it('two grants are the same where role and place are, whether nothing is said or null', () => {
  const one = { role: 'auditor' as const, scope: { division: '411502' } }
  expect(sameGrant(one, { role: 'auditor', scope: { division: '411502', grid: null, building: null, unit: null } })).toBe(true)
  expect(sameGrant(one, { role: 'auditor', scope: { division: '411503' } })).toBe(false)
  expect(sameGrant(one, { role: 'operator', scope: { division: '411502' } })).toBe(false)
})

it('a place is said by names, with its street where that is known', () => {
  const known = (names: Record<string, string>) => {
    const map = new Map(Object.entries(names))
    return { names: map, name: (code: string) => map.get(code) ?? code } as unknown as Places
  }
  const scope = { division: community, grid: 'G1', building: '6号楼', unit: null }
  expect(placeName(scope, known({ '411502001': '老城街道', [community]: '义阳社区' }))).toBe('老城街道 · 义阳社区 6号楼')
  expect(placeName({ division: community }, known({ [community]: '义阳社区' }))).toBe('义阳社区')
  expect(placeName({ division: '411502' }, known({ '411502': '浉河区' }))).toBe('浉河区')
})

it('a link is read from behind the #, and nothing else is', () => {
  expect(invitedBy('#invite=a1b2.SECRET-text_1')).toBe('a1b2.SECRET-text_1')
  expect(invitedBy('')).toBe('')
  expect(invitedBy('#doors')).toBe('')
})
