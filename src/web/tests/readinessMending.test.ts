import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { rows } from '@/pages/desk'
import { partNamed, partsOfMine } from '@/pages/street/parts'
import { mendAt, seenAt } from '@/across/readiness/mending'
import { session } from '@/base/session/who'

const domain = join(import.meta.dirname, '../../Emergency.Domain')
const packs = readdirSync(join(domain, 'Prevention/Regulations/packs')).filter((one) => one.endsWith('.json') && !one.includes('schema'))
/** Every code by which a rule pack names the evidence of a duty. */
const evidences = [
  ...new Set(
    packs.flatMap((file) =>
      [...readFileSync(join(domain, 'Prevention/Regulations/packs', file), 'utf8').matchAll(/"evidence": "([a-z-]+)"/g)].map(
        ([, code]) => code!,
      ),
    ),
  ),
].sort()
const permissions = readFileSync(join(import.meta.dirname, '../../../tests/frozen/permissions.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [name, roles] = line.split(': ')
    return roles ? [{ name: name!, roles: roles.split(', ').filter((role) => !role.includes('(')) }] : []
  })
const as = (role: string) =>
  (session.value = {
    account: 'a',
    roles: [role],
    scopes: [{ division: '411502001' }],
    may: permissions.filter((one) => one.roles.includes(role)).map((one) => one.name),
  } as never)
afterEach(() => (session.value = undefined as never))
/** Tabs in the drawer of a community that have no part of their own. */
const drawer = ['roster', 'stock', 'plan']
/** Files that define the tabs of a part. */
const tabsIn: Readonly<Record<string, string>> = {
  team: 'features/access/teams/Team.vue',
  residents: 'features/residents/people/RegisterPart.vue',
}
const roles = ['CountyCommander', 'CountyDuty', 'StreetOfficer', 'Secretary', 'ChildDirector']

describe('a gap of readiness', () => {
  it('is of a kind that the packs name', () => expect(evidences.length).toBeGreaterThan(12))

  it.each(roles.flatMap((role) => evidences.map((evidence) => [role, evidence] as const)))(
    'leads %s from %s to a place that is there for them',
    (role, evidence) => {
      as(role)
      const to = mendAt({ evidence }, '411502001013')
      if (to === null) return
      const address = new URL(to, 'http://desk.lan')
      const page = rows.find((one) => one.path === address.pathname)!
      expect(page.may === undefined || permissions.find((one) => one.name === page.may)!.roles.includes(role)).toBe(true)
      if (address.pathname !== '/street') return
      expect(address.searchParams.get('street')).toBe('411502001')
      expect(address.searchParams.get('community')).toBe('411502001013')
      const wanted = address.hash.slice(1)
      const part = partNamed(partsOfMine(), wanted)
      expect(part !== undefined || drawer.includes(wanted)).toBe(true)
      const tab = address.searchParams.get('tab')
      if (tab && part) expect(readFileSync(join(import.meta.dirname, '../src', tabsIn[part.part]!), 'utf8')).toContain(`value: '${tab}'`)
    },
  )

  it.each(evidences)('of %s is closed by somebody', (evidence) => {
    const closes = (role: string) => {
      as(role)
      return mendAt({ evidence }, '411502001013') !== null
    }
    expect(roles.some(closes)).toBe(true)
  })

  it('that a county may not open itself is only looked at', () => {
    as('CountyDuty')
    expect(mendAt({ evidence: 'visits' }, '411502001013')).toBeNull()
    expect(mendAt({ evidence: 'register' }, '411502001013')).toBeNull()
    expect(seenAt('411502001013')).toBe('/street?street=411502001&community=411502001013#readiness')
    expect(mendAt({ evidence: 'roster' }, '411502001013')).toBe('/street?street=411502001&community=411502001013&tab=week#roster')
    expect(mendAt({ evidence: 'desk' }, '411502')).toBe('/command?do=roster')
    expect(mendAt({ evidence: 'links' }, '411502')).toBe('/lines')
    expect(mendAt({ evidence: 'drill' }, '411502001013')).toBe('/drills')
  })
})
