import type { Schemas } from '@/api/http'

/** Somebody of a team as far as choosing needs: no name in clear is needed for it. */
export type TeamPerson = Pick<Schemas['TeamMemberShown'], 'id' | 'role' | 'mask' | 'grid' | 'building' | 'unit' | 'onDuty'>
/** A door, a task or a person that one should be near to. */
export type Near = { grid?: string | null | undefined; building?: string | null | undefined; unit?: string | null | undefined }
const roles = [
  'secretary',
  'director',
  'grid-chief',
  'group-leader',
  'building-chief',
  'unit-chief',
  'child-director',
  'hazard-reporter',
  'responder',
  'volunteer',
]
const distance = (one: Near, near: Near | undefined) => {
  if (!near) return 0
  if (near.building && one.building === near.building) return near.unit && one.unit === near.unit ? 0 : 1
  return near.grid && one.grid === near.grid ? 2 : 3
}

/** Who is on duty now first, then who is nearest, then by role, then by what is shown of the name. */
export const nearFirst = <T extends TeamPerson>(people: readonly T[], near?: Near): T[] =>
  [...people].sort(
    (a, b) =>
      Number(b.onDuty.length > 0) - Number(a.onDuty.length > 0) ||
      distance(a, near) - distance(b, near) ||
      roles.indexOf(a.role ?? '') - roles.indexOf(b.role ?? '') ||
      a.mask.localeCompare(b.mask, 'zh') ||
      a.id.localeCompare(b.id),
  )
