import type { Schemas } from '@/base/api/http'
import type { Hazard } from '@/features/prevention/riskPoints/dangers'

type Scope = Pick<Schemas['Scope'], 'division'> & { grid?: string | null }

/** The community that the user is responsible for, and the grid if only that. */
export function ownGrid(scopes: readonly Scope[]): { code: string; grid: string } | null {
  const inside = scopes.filter((scope) => scope.division.length === 12)
  // Responsibility for the whole community covers each grid.
  const whole = inside.find((scope) => !scope.grid) ?? inside[0]
  return whole ? { code: whole.division, grid: whole.grid ?? '' } : null
}

/** True when a hazard is of this grid: one without a grid belongs to all grids. */
export const ofGrid = (one: Pick<Hazard, 'grid'>, grid: string) => !grid || !one.grid || one.grid === grid

/** Numbers of open and of late hazards of a grid. */
export function figuresOf(items: readonly Hazard[], grid: string) {
  const open = items.filter((one) => ofGrid(one, grid) && one.stage !== 'closed' && one.stage !== 'dropped')
  return { open: open.length, late: open.filter((one) => (one.days != null && one.days < 0) || one.lateLevel > 0).length }
}
