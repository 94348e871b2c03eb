import type { Schemas } from '@/base/api/http'
import skills from './skills.json'

/** A team member as far as choosing needs: no name in clear is needed for it. */
export type TeamPerson = Pick<Schemas['TeamMemberShown'], 'id' | 'role' | 'mask' | 'grid' | 'building' | 'unit' | 'onDuty'> &
  Partial<Pick<Schemas['TeamMemberShown'], 'skills'>>
/** A door, a task or a person to be near to. */
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
  'flood-warner',
  'shelter-keeper',
  'sunk-staff',
  'villager-representative',
]
const distance = (one: Near, near: Near | undefined) => {
  if (!near) return 0
  if (near.building && one.building === near.building) return near.unit && one.unit === near.unit ? 0 : 1
  return near.grid && one.grid === near.grid ? 2 : 3
}

/** Words in skills that help with each need, or that a task may name. */
const helps: Readonly<Record<string, readonly string[]>> = skills.helps
/** The words of skills that are wanted: for the needs of people at a door, and words named in a text. */
export const wantedFor = (needs: readonly string[], text = '') => [
  ...new Set([...needs.flatMap((need) => helps[need] ?? []), ...skills.named.filter((word) => text.includes(word))]),
]
/** Somebody's skills that are wanted here; shown beside the name. */
export const matchesOf = (one: Pick<TeamPerson, 'skills'>, wanted: readonly string[]) =>
  (one.skills ?? []).filter((skill) => wanted.some((word) => skill.includes(word)))

/** People with the wanted skills first, then those on duty now, then the nearest, then by role, then by the shown name. */
export const nearFirst = <T extends TeamPerson>(people: readonly T[], near?: Near, wanted: readonly string[] = []): T[] =>
  [...people].sort(
    (a, b) =>
      matchesOf(b, wanted).length - matchesOf(a, wanted).length ||
      Number(b.onDuty.length > 0) - Number(a.onDuty.length > 0) ||
      distance(a, near) - distance(b, near) ||
      roles.indexOf(a.role ?? '') - roles.indexOf(b.role ?? '') ||
      a.mask.localeCompare(b.mask, 'zh') ||
      a.id.localeCompare(b.id),
  )
