import { api, answer, Refused, session, type Schemas } from '@/base/api/http'

export type Role = Schemas['Role']
const county: readonly Role[] = ['county-commander', 'county-duty', 'department', 'controller', 'observer']

/** Digits of a city's code. */
const city = 4

/** Set while somebody has signed out here and the server does not know it yet. */
const leaving = 'signing-out'

/**
 * Asks the server for the signed-in account; null when nobody is signed in. Throws when the server cannot be reached. Ends a session first
 * that was left while the server could not be reached.
 */
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

/** True when the user has one of these roles: for the issuing office of an order and for the drawing. For permissions use `mayDo`. */
export const hasRole = (...roles: Role[]) => session.value?.roles.some((role) => roles.includes(role)) ?? false

/** The division that the user works for: the longest code with which all codes of the user's scopes begin (the only scope, as a rule). */
export const division = () => session.value?.scopes[0]?.division ?? ''

/** Home page of each role: county roles have the desk, all others the phone. */
const homes: Partial<Record<Role, string>> = {
  'street-officer': '/street',
  operator: '/operations',
  'civil-affairs': '/civil',
  'child-supervisor': '/protection',
  clinic: '/clinic',
  party: '/party',
  auditor: '/audit',
}
/** Roles that walk with a phone and also keep registers at a table. */
const atTables: readonly Role[] = ['secretary', 'child-director']
const isTable = () => matchMedia('(min-width: 960px) and (pointer: fine)').matches

/** The page that suits the first role on this device. */
export function home([first]: readonly Role[]): string {
  if (!first) return '/team'
  if (atTables.includes(first) && isTable()) return '/street'
  if (county.includes(first)) return division().length === city ? '/counties' : '/command'
  return homes[first] ?? '/team'
}

/**
 * Ends the session on this device; a server that cannot be reached is told before anybody is signed in here again. `before`: last step that
 * still needs the session; if it fails the session ends all the same.
 */
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

/** A new session has begun here: an older one no longer needs to be ended. */
export const signedIn = () => localStorage.removeItem(leaving)
