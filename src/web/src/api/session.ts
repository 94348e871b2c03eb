import { api, answer, Refused, session, type Schemas } from './http'

export type Role = Schemas['Role']
const county: readonly Role[] = ['county-commander', 'county-duty', 'department', 'controller', 'observer']

/** Digits of a city's code. */
const city = 4

/** Set while somebody has signed out here and the server has not heard of it. */
const leaving = 'signing-out'

/** Who is signed in, asked of the server; null where nobody is. Throws where the server cannot be reached. A session that was left while the server could not be reached ends first. */
export async function whoAmI() {
  try {
    session.value = await answer(() => api.GET('/api/session', {}))
    if (localStorage.getItem(leaving)) await endSession()
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.status !== 401) throw refusal
    session.value = null
  }
  return session.value
}

/** Who one is: which office issues an order, what is drawn for whom. What one may says `mayDo`. */
export const hasRole = (...roles: Role[]) => session.value?.roles.some((role) => roles.includes(role)) ?? false

/** The division one works for: the longest code of one's scopes that begins all others' (one's only scope, as a rule). */
export const division = () => session.value?.scopes[0]?.division ?? ''

/** Where a role is at home; a role of the county at the desk, any other on the phone. */
const homes: Partial<Record<Role, string>> = {
  'street-officer': '/street',
  operator: '/operations',
  'civil-affairs': '/civil',
  'child-supervisor': '/protection',
  clinic: '/clinic',
  party: '/party',
  auditor: '/audit',
}
/** Who walks with a phone and keeps registers at a table. */
const atTables: readonly Role[] = ['secretary', 'child-director']
const isTable = () => matchMedia('(min-width: 960px) and (pointer: fine)').matches

/** The page that suits the first role on this device. */
export function home([first]: readonly Role[]): string {
  if (!first) return '/team'
  if (atTables.includes(first) && isTable()) return '/street'
  if (county.includes(first)) return division().length === city ? '/counties' : '/command'
  return homes[first] ?? '/team'
}

/** Ends the session on this device; a server that cannot be reached is told before anybody is known here again. `before`: what the session is still needed for; where it fails the session ends all the same. */
export async function endSession(before?: () => Promise<unknown>) {
  localStorage.setItem(leaving, '1')
  await before?.().catch(() => undefined)
  try {
    await answer(() => api.DELETE('/api/session', {}))
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.status !== 401) throw refusal
  } finally {
    session.value = null
  }
  localStorage.removeItem(leaving)
}

/** A new session has begun here: an older one has nothing to end any more. */
export const signedIn = () => localStorage.removeItem(leaving)
