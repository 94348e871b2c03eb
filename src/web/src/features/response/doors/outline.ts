import type { Schemas } from '@/base/api/http'

export type IncidentLight = Schemas['IncidentLight']

/** Parts of an incident's light that decide which doors belong to it and which of them are open. */
export const groundOf = ({ stage, areaVersion, communities, joinedInto }: IncidentLight) =>
  [stage, areaVersion, communities.join(','), joinedInto ?? ''].join(' ')

/**
 * Parts of the light that decide the incident's texts, area and cards. Task assignments and lateness are left out: the light itself holds
 * them.
 */
export function outline(light: IncidentLight): string {
  const { community, category, priority, grade, doubt, takenBack, joined, tasks, reports } = light
  return [
    groundOf(light),
    community,
    category,
    priority,
    grade,
    doubt,
    takenBack,
    joined.length,
    tasks.open + tasks.taken + tasks.done,
    reports,
  ]
    .map((one) => one ?? '')
    .join(' ')
}
