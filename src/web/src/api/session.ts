import { api, answer, Refused, session, type Schemas } from './http'

export type Role = Schemas['Role']
const county: readonly Role[] = ['county-commander', 'county-duty', 'department', 'civil-affairs', 'auditor', 'controller', 'observer']

/** Who is signed in, asked of the server; null where nobody is. Throws where the server cannot be reached. */
export async function whoAmI() {
  try {
    session.value = await answer(() => api.GET('/api/session', {}))
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.status !== 401) throw refusal
    session.value = null
  }
  return session.value
}

export const hasRole = (...roles: Role[]) => session.value?.roles.some((role) => roles.includes(role)) ?? false

/** The division one works for: the longest code of one's scopes that begins all others' (one's only scope, as a rule). */
export const division = () => session.value?.scopes[0]?.division ?? ''

/** The page that suits the first role. */
export function home(roles: readonly Role[]): string {
  const [first] = roles
  if (first === 'street-officer' || first === 'operator') return '/street'
  return first && county.includes(first) ? '/command' : '/team'
}

/** Leaves for the sign-in page, which comes back to this one. */
export function toSignIn() {
  location.assign(`/login?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`)
}

export async function signOut() {
  await answer(() => api.DELETE('/api/session', {})).catch(() => undefined)
  session.value = null
  location.assign('/login')
}
