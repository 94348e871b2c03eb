import type { Permission } from '@/wire/permissions'
import { session } from './who'

/** Whether one may do one of these in one's whole scope. The server says so with the session and decides in any case; others are not offered what it would refuse. */
export const mayDo = (...acts: Permission[]) => acts.some((act) => session.value?.may?.includes(act) ?? false)

/** Whether one may do it at all: in one's whole scope, or for what one is alerted or assigned to. */
export const mayDoAssigned = (act: Permission) => mayDo(act) || (session.value?.mayAssigned?.includes(act) ?? false)
