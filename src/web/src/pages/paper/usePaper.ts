import { ref, shallowRef, watch } from 'vue'
import { answer, api, Refused, session, type Schemas } from '@/api/http'
import { serverNow } from '@/clock'
import { t } from '@/words'

/** One person of the list: `row` counts from 1 in the order in which the list was recorded, which is what the code on the paper names. */
export type Listed = {
  person: Schemas['OpenedPerson']
  list: string
  row: number
  state: Schemas['OpenedPerson']['state']
  checkedAt: string | null
}
type Read = {
  incident: Schemas['IncidentShown']
  doors: Schemas['DoorsShown']
  lists: Schemas['ListRecord'][]
  items: Listed[]
  duty: Schemas['OnDutyShown'][]
  impact: Schemas['ImpactShown'] | null
  at: number
}

/** Opens the list once, which the server records, and reads what stands around it. */
export function usePaper() {
  const paper = shallowRef<Read>()
  const refused = ref('')
  const id = new URLSearchParams(location.search).get('incident') ?? ''
  const path = { params: { path: { id } } }

  async function read() {
    try {
      const opened = await answer(() =>
        api.POST('/api/incidents/{id}/list/open', { ...path, body: { reason: t('paper.reason'), task: null, community: null } }),
      )
      const [incident, doors, impact] = await Promise.all([
        answer(() => api.GET('/api/incidents/{id}', path)),
        answer(() => api.GET('/api/incidents/{id}/doors', path)),
        answer(() => api.GET('/api/incidents/{id}/impact', path)).catch(() => null),
      ])
      const checked = new Map(doors.communities.flatMap((one) => one.persons).map((one) => [one.personId, one]))
      const counts = new Map<string, number>()
      const items = opened.items.map((person): Listed => {
        const row = (counts.get(person.community) ?? 0) + 1
        counts.set(person.community, row)
        const list = opened.lists.find((one) => one.community === person.community)?.listId ?? ''
        return {
          person,
          list,
          row,
          state: checked.get(person.personId)?.state ?? person.state,
          checkedAt: checked.get(person.personId)?.checkedAt ?? null,
        }
      })
      paper.value = {
        incident,
        doors,
        lists: opened.lists,
        items,
        impact,
        duty: impact?.communities.flatMap((one) => one.onDuty) ?? [],
        at: serverNow(),
      }
    } catch (refusal) {
      refused.value = refusal instanceof Refused && !refusal.unreached ? refusal.message : t('common.unreached')
    }
  }
  watch(session, (now) => now && !paper.value && void read(), { immediate: true })

  const who = (person: string) =>
    paper.value?.impact?.rows?.find((one) => one.personId === person)?.responsible.find((one) => one.availability === 'on-post')?.called ??
    ''
  return { paper, refused, who }
}
