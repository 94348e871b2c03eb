import type { Schemas } from '@/api/http'

export type IncidentLight = Schemas['IncidentLight']

/** What of an incident's light decides whose doors these are and which of them are open. */
export const groundOf = ({ stage, areaVersion, communities, joinedInto }: IncidentLight) =>
  [stage, areaVersion, communities.join(','), joinedInto ?? ''].join(' ')

/** What of it decides the incident's texts, area and cards. Who has which task, and who is late, is not in it: that is in the light itself. */
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
