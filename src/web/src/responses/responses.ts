import { computed, type Ref } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { useAsked } from '@/live/asked'
import type { Group } from '@/live/group'
import type { Desk } from '@/incidents/desk'

export type ResponseLight = Schemas['ResponseLight']
export type ResponseShown = Schemas['ResponseShown']
export const levels = ['first', 'second', 'third', 'fourth'] as const

const highest = (a: ResponseLight, b: ResponseLight) =>
  levels.indexOf(a.level) - levels.indexOf(b.level) || a.startedAt.localeCompare(b.startedAt)

/** Responses that run, as they are broadcast: of an incident, or those for no single one where none is named; the highest level first. */
export function useRunning(desk: Desk, incident: () => string | null) {
  return computed(() =>
    [...desk.group.view<ResponseLight>('response').values()].filter((one) => (one.incident ?? null) === incident()).sort(highest),
  )
}

/** Matter, plan and measures of what runs for an incident, asked again when one begins, changes or ends. */
export function useResponses(group: Group, incident: Ref<string | null>) {
  const asked = useAsked(async () =>
    (await answer(() => api.GET('/api/responses', { params: { query: incident.value ? { incident: incident.value } : {} } }))).items.filter(
      (one) => (one.response.incident ?? null) === incident.value,
    ),
  )
  group.onChange((change) => change.view === 'response' && asked.soon())
  return asked
}
