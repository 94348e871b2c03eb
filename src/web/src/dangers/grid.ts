import type { Schemas } from '@/api/http'
import type { Hazard } from './dangers'

type Scope = Pick<Schemas['Scope'], 'division'> & { grid?: string | null }

/** The community that one answers for, and the grid where it is only that. */
export function ownGrid(scopes: readonly Scope[]): { code: string; grid: string } | null {
  const inside = scopes.filter((scope) => scope.division.length === 12)
  // Who answers for all of it answers for each grid.
  const whole = inside.find((scope) => !scope.grid) ?? inside[0]
  return whole ? { code: whole.division, grid: whole.grid ?? '' } : null
}

/** Whether a hazard is of this grid: what nobody has put into one is everybody's. */
export const ofGrid = (one: Pick<Hazard, 'grid'>, grid: string) => !grid || !one.grid || one.grid === grid

/** How many of a grid are open, and how many of them are late. */
export function figuresOf(items: readonly Hazard[], grid: string) {
  const open = items.filter((one) => ofGrid(one, grid) && one.stage !== 'closed' && one.stage !== 'dropped')
  return { open: open.length, late: open.filter((one) => (one.days != null && one.days < 0) || one.lateLevel > 0).length }
}
