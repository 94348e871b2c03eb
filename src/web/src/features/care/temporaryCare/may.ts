import { mayDoAssigned } from '@/base/session/may'
import type { Permission } from '@/base/wire/permissions'
import type { CareLight } from './stages'

/** True when the user may do this in this case. */
export const mayIn = (light: CareLight, act: Permission) => mayDoAssigned(act) && !light.onlyTold
