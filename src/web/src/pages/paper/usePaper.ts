import { computed, shallowRef, watch } from 'vue'
import { answer, api, Refused, session, type Schemas } from '@/base/api/http'
import { serverNow } from '@/base/clock'
import { useRead } from '@/kit/queries/read'
import { useAgain } from '@/base/send/patience'
import { t } from '@/base/words'

/** A person of the list: `row` counts from 1 in the order in which the list was recorded, and stands in the code on the paper. */
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
  at: number
}

/** Opens the list once, which the server records, and loads the data around it. */
export function usePaper() {
  const paper = shallowRef<Read>()
  const refused = shallowRef<Refused | null>(null)
  const again = useAgain(read)
  const id = new URLSearchParams(location.search).get('incident') ?? ''
  const path = { params: { path: { id } } }

  /** People on duty and people who knock. The list shows without them. */
  const impact = useRead('/api/incidents/{id}/impact', () => (paper.value ? path.params : null))
  const duty = computed(() => impact.data?.communities.flatMap((one) => one.onDuty) ?? [])

  let opened: Schemas['ListShown'] | undefined
  async function read() {
    again.asking()
    try {
      opened ??= await answer(() =>
        api.POST('/api/incidents/{id}/list/open', { ...path, body: { reason: t('paper.reason'), task: null, community: null } }),
      )
      const [incident, doors] = await Promise.all([
        answer(() => api.GET('/api/incidents/{id}', path)),
        answer(() => api.GET('/api/incidents/{id}/doors', path)),
      ])
      const checked = new Map(doors.communities.flatMap((one) => one.persons).map((one) => [one.personId, one]))
      const counts = new Map<string, number>()
      const { items: persons, lists } = opened
      const items = persons.map((person): Listed => {
        const row = (counts.get(person.community) ?? 0) + 1
        counts.set(person.community, row)
        const list = lists.find((one) => one.community === person.community)?.listId ?? ''
        return {
          person,
          list,
          row,
          state: checked.get(person.personId)?.state ?? person.state,
          checkedAt: checked.get(person.personId)?.checkedAt ?? null,
        }
      })
      paper.value = { incident, doors, lists, items, at: serverNow() }
      refused.value = null
      again.answered()
    } catch (refusal) {
      refused.value = Refused.of(refusal)
      again.refused(refused.value)
    }
  }
  watch(session, (now) => now && !paper.value && void read(), { immediate: true })

  const who = (person: string) =>
    impact.data?.rows?.find((one) => one.personId === person)?.responsible.find((one) => one.availability === 'on-post')?.called ?? ''
  return { paper, refused, read, impact, duty, who }
}
