import { computed, type Ref } from 'vue'
import { type Schemas } from '@/base/api/http'
import type { Desk } from '@/features/response/incidents/desk'
import { selected } from '@/kit/queries/query'
import { useRead } from '@/kit/queries/read'

export type ResponseLight = Schemas['ResponseLight']
export type ResponseShown = Schemas['ResponseShown']
export const levels = ['first', 'second', 'third', 'fourth'] as const

const highest = (a: ResponseLight, b: ResponseLight) =>
  levels.indexOf(a.level) - levels.indexOf(b.level) || a.startedAt.localeCompare(b.startedAt)

/** Running responses, as they are broadcast: of an incident, or those for no single one where none is named; the highest level first. */
export function useRunning(desk: Desk, incident: () => string | null) {
  return computed(() =>
    [...desk.group.view<ResponseLight>('response').values()].filter((one) => (one.incident ?? null) === incident()).sort(highest),
  )
}

/**
 * Matter, plan and measures of an incident's responses, running ones first; of all running ones where no incident is given. Loaded again
 * when one begins, changes or ends.
 */
export function useResponses(incident: Ref<string | null>) {
  return selected(
    useRead('/api/responses', () => ({ query: incident.value ? { incident: incident.value, state: 'all' } : {} })),
    (page) => page.items.filter((one) => (one.response.incident ?? null) === incident.value),
  )
}
