import { mayDoAssigned } from '@/session/may'
import { session } from '@/session/who'
import type { Permission } from '@/wire/permissions'
import type { CareLight } from './stages'

/** Whether somebody of these divisions is told of a case only as the committee of the domicile (户籍地): who is where the person is acts. */
export const toldOnly = ({ community, domicile }: Pick<CareLight, 'community' | 'domicile'>, divisions: readonly string[]) =>
  !!domicile && !divisions.some((one) => community.startsWith(one)) && divisions.some((one) => domicile.startsWith(one))

/** Whether who is signed in is only told of it. */
export const onlyTold = (light: CareLight) => toldOnly(light, session.value?.scopes.map((one) => one.division) ?? [])

/** Whether who is signed in may do this in this case. */
export const mayIn = (light: CareLight, act: Permission) => mayDoAssigned(act) && !onlyTold(light)
