import { computed, watch } from 'vue'
import { answer, api, session } from '@/base/api/http'
import { useHere } from '@/features/response/doors/here'
import { wholePlaceOf } from '@/features/response/doors/place'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { mayDoAssigned } from '@/base/session/may'
import { stageWith, type CareLight, type CareStage } from './stages'
import { heldUpTo } from '@/kit/queries/positions'

/** A case as the phone shows it. `place`: the door. `minor`: null where unknown here. */
export type CaseHere = { light: CareLight; stage: CareStage; waits: boolean; place: string; minor: boolean | null }

/**
 * Open cases of temporary care (临时照料) that concern the user, as the server has them with the acts done here since; the latest due first.
 */
export function useCare() {
  const { rows, onMine } = useHere()
  const { unsent, taken } = useOutbox()
  const kept = useKept(
    () => (session.value && mayDoAssigned('care.read') ? 'care' : ''),
    () => answer(() => api.GET('/api/care', { params: {} })),
  )
  onMine('care', (change) => kept.soon(change.position))
  watch(taken, (all) => all.some((one) => one.act.entity.startsWith('care/') && one.position > heldUpTo(kept.data)) && kept.soon())
  const pending = computed(() => [
    ...unsent.value.filter((one) => !one.refused),
    ...taken.value.filter((one) => one.position > heldUpTo(kept.data)).map((one) => one.act),
  ])
  const cases = computed<CaseHere[]>(() =>
    (kept.data?.items ?? []).map((light) => {
      const row = rows.value.find((one) => one.persons.some((person) => person.personId === light.person))
      const person = row?.persons.find((one) => one.personId === light.person)
      // Without an incident no list on the phone names the door.
      const listed = kept.data?.rows.find((one) => one.id === light.id)
      const door = row?.door ?? listed?.door
      return {
        light,
        stage: stageWith(light, pending.value),
        place: door ? wholePlaceOf(door) : '',
        minor: person?.minor ?? listed?.minor ?? null,
        waits: unsent.value.some((one) => !one.refused && one.entity === `care/${light.person}`),
      }
    }),
  )
  return { kept, cases }
}
