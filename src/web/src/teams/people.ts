import type { Schemas } from '@/api/http'
import skills from './skills.json'

/** Somebody of a team as far as choosing needs: no name in clear is needed for it. */
export type TeamPerson = Pick<Schemas['TeamMemberShown'], 'id' | 'role' | 'mask' | 'grid' | 'building' | 'unit' | 'onDuty'> &
  Partial<Pick<Schemas['TeamMemberShown'], 'skills'>>
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

/** What helps with a need, and what a task may name: words that stand in skills. */
const helps: Readonly<Record<string, readonly string[]>> = skills.helps
/** The words of skills that are wanted: for the needs of people at a door, and those that are named in a text. */
export const wantedFor = (needs: readonly string[], text = '') => [
  ...new Set([...needs.flatMap((need) => helps[need] ?? []), ...skills.named.filter((word) => text.includes(word))]),
]
/** What of somebody's skills is wanted here; said beside the name. */
export const matchesOf = (one: Pick<TeamPerson, 'skills'>, wanted: readonly string[]) =>
  (one.skills ?? []).filter((skill) => wanted.some((word) => skill.includes(word)))

/** Who can do what is wanted first, then who is on duty now, then who is nearest, then by role, then by what is shown of the name. */
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
