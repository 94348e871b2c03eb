import type { Permission } from '@/base/wire/permissions'
import { session } from '@/base/session/who'

/**
 * True when the user may do one of these acts in their whole scope. The server sends the permissions with the session and decides in any
 * case; acts that it would refuse are not offered.
 */
export const mayDo = (...acts: Permission[]) => acts.some((act) => session.value?.may?.includes(act) ?? false)

/** True when the user may do it at all: in their whole scope, or for an incident to which they are alerted or assigned. */
export const mayDoAssigned = (act: Permission) => mayDo(act) || (session.value?.mayAssigned?.includes(act) ?? false)
