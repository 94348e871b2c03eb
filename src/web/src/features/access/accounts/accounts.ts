import { answer, api, type Schemas } from '@/base/api/http'
import { day } from '@/kit/parts/days'
import { hour } from '@/base/clock'
import type { Places } from '@/features/ground/places/places'
import { t, wordOr } from '@/base/words'

export type Account = Schemas['AccountShown']
export type Grant = Schemas['Grant']
export type Role = Schemas['Role']
export type Member = Schemas['TeamMemberShown']
export type Stage = Schemas['AccountStage']
export type Given = Schemas['InvitationGiven']

/** Roles of offices above the communities, each with the usual code length of its place: a county's 6 digits, a street's 9. */
export const offices = {
  'county-commander': 6,
  'county-duty': 6,
  department: 6,
  'street-officer': 9,
  'civil-affairs': 6,
  'child-supervisor': 9,
  clinic: 9,
  controller: 6,
  observer: 6,
  partner: 6,
  auditor: 6,
  operator: 6,
} as const satisfies Partial<Record<Role, number>>
export type Office = keyof typeof offices
export const isOffice = (role: Role): role is Office => role in offices

/** Role of the account of each kind of team member. */
const asRole: Record<Member['role'], Role> = {
  secretary: 'secretary',
  director: 'secretary',
  'child-director': 'child-director',
  'grid-chief': 'grid-chief',
  'group-leader': 'group-leader',
  'building-chief': 'building-chief',
  'unit-chief': 'unit-chief',
  responder: 'responder',
  'hazard-reporter': 'responder',
  'flood-warner': 'responder',
  'shelter-keeper': 'responder',
  'sunk-staff': 'responder',
  volunteer: 'volunteer',
  'villager-representative': 'volunteer',
}

/** The role of a member's account, by the place that the member is responsible for. */
export function grantOf(community: string, member: Member): Grant {
  const role = asRole[member.role]
  const [grid, building, unit] = [member.grid ?? null, member.building ?? null, member.unit ?? null]
  const scope = { division: community, grid: null, building: null, unit: null }
  if (role === 'grid-chief' || role === 'group-leader') return { role, scope: { ...scope, grid } }
  if (role === 'building-chief') return { role, scope: { ...scope, grid, building: grid && building } }
  if (role === 'unit-chief') return { role, scope: { ...scope, grid, building: grid && building, unit: grid && building && unit } }
  return { role, scope }
}

export const roleName = (role: Role) => wordOr(`login.roles.${role}`, role)
/** 老城街道 · 义阳社区 7号楼 */
export function placeName(scope: Grant['scope'], places: Places) {
  const code = scope.division
  const named =
    code.length === 12 && places.names.has(code.slice(0, 9)) ? `${places.name(code.slice(0, 9))} · ${places.name(code)}` : places.name(code)
  return [named, scope.building ?? scope.grid, scope.unit].filter(Boolean).join(' ')
}
export const grantName = (grant: Grant, places: Places) => `${roleName(grant.role)} · ${placeName(grant.scope, places)}`
export const sameGrant = (one: Grant, other: Grant) =>
  one.role === other.role &&
  (['division', 'grid', 'building', 'unit'] as const).every((part) => (one.scope[part] ?? null) === (other.scope[part] ?? null))

/** Names the office that confirms a request for these roles. */
export const confirms = (grants: readonly Grant[]) =>
  t(grants.every((one) => !isOffice(one.role)) ? 'accounts.confirms.street' : 'accounts.confirms.county')

export const at = (time: string) => `${day(time)} ${hour(time)}`
export const whose = (one: Pick<Account, 'person' | 'name'>) => one.person || one.name || '–'

const path = (account: string) => ({ params: { path: { account } } })
export const ask = (body: Schemas['AccountWish']) => answer(() => api.POST('/api/accounts', { body }))
export const change = (account: string, body: Schemas['GrantsWish']) =>
  answer(() => api.POST('/api/accounts/{account}/grants', { ...path(account), body }))
export const askPassword = (account: string, reason: string) =>
  answer(() => api.POST('/api/accounts/{account}/password', { ...path(account), body: { password: null, reason: reason || null } }))
export const invite = (account: string): Promise<Given> => answer(() => api.POST('/api/accounts/{account}/invitation', path(account)))
export const lock = (account: string) => answer(() => api.POST('/api/accounts/{account}/lock', path(account)))
export const unlock = (account: string) => answer(() => api.POST('/api/accounts/{account}/unlock', path(account)))
export const removeFactor = (account: string) => answer(() => api.POST('/api/accounts/{account}/second-factor/remove', path(account)))
export const close = (account: string) => answer(() => api.POST('/api/accounts/{account}/close', path(account)))
export const takeBack = (id: string, reason: string) =>
  answer(() => api.POST('/api/confirmations/{confirmationId}/refuse', { params: { path: { confirmationId: id } }, body: { reason } }))
