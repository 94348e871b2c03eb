import { hasRole } from './session'

/** Who leads an incident: gives and cancels tasks, says where it is, draws its area, writes down telephone calls. The server decides in any case; others are not offered what it would refuse. */
export const mayLead = () => hasRole('county-commander', 'county-duty', 'street-officer', 'secretary')

/** Who opens an incident by hand. */
export const mayReport = () => mayLead() || hasRole('child-director', 'grid-chief', 'group-leader')

/** Who issues orders. */
export const mayIssue = () => hasRole('county-commander', 'county-duty', 'department', 'street-officer')

/** Who takes refusers over, and writes down who was told by telephone or by hand. */
export const mayAnswerFor = () => hasRole('county-commander', 'county-duty', 'street-officer')

/** Who reads and acts on cases of temporary care, as far as one concerns them. */
export const mayCare = () => hasRole('street-officer', 'secretary', 'child-director', 'grid-chief', 'group-leader', 'civil-affairs')
