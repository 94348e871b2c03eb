import { computed, watch } from 'vue'
import { postTo } from '@/base/api/address'
import { answer, api, session, type Schemas } from '@/base/api/http'
import { liveNow } from '@/base/clock'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox, type NewAct } from '@/kit/outbox/useOutbox'
import { heldUpTo } from '@/kit/queries/positions'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { t } from '@/base/words'
import type { Patrol, Stop } from '@/features/prevention/riskPoints/dangers'

/** A stop, with the acts recorded on this phone since the list was loaded. */
export type StopHere = Stop & { here: Schemas['StopState'] | null; unsent: boolean }
export type PatrolHere = Omit<Patrol, 'stops'> & { stops: StopHere[]; left: number; due: boolean }

/** Undo period after a press; milliseconds. */
const undoable = 5_000
const entity = (patrol: string) => `patrol/${patrol}`
type Told = { stop: number; state: Schemas['StopState'] }

/** The user's rounds, kept on the phone for days of walking without network. None in a drill. */
export function usePatrols() {
  const { unsent, taken } = useOutbox()
  const kept = useKept(
    () => (session.value && !realm && mayDo('patrol.walk') ? 'patrols' : ''),
    () => answer(() => api.GET('/api/patrols/mine', {})),
  )
  const newer = computed(() => taken.value.filter((one) => one.act.entity.startsWith('patrol/') && one.position > heldUpTo(kept.data)))
  watch(newer, (all) => all.length && kept.soon())
  const told = computed(() => [
    ...newer.value.map((one) => ({ act: one.act, waits: false })),
    ...unsent.value.filter((one) => !one.refused && one.entity.startsWith('patrol/')).map((act) => ({ act, waits: true })),
  ])
  const all = computed<PatrolHere[]>(() =>
    (kept.data?.items ?? []).map((one) => {
      const own = told.value.filter(({ act }) => act.entity === entity(one.id))
      const stops = one.stops.map((stop): StopHere => {
        const mine = own.filter(({ act }) => (act.body as Told | null)?.stop === stop.no)
        const last = mine.at(-1)?.act.body as Told | undefined
        return { ...stop, here: last?.state ?? stop.state ?? null, unsent: mine.some((each) => each.waits) }
      })
      const left = stops.filter((stop) => !stop.here).length
      return { ...one, stops, left, due: left > 0 && Boolean(one.next && kept.data && one.next <= kept.data.today) }
    }),
  )
  return { kept, all, due: computed(() => all.value.filter((one) => one.due)) }
}

/** Act on one stop; a bad one carries the hazard found. */
export const stopAct = (
  patrol: Pick<Patrol, 'id' | 'community'>,
  stop: Stop,
  state: Schemas['StopState'],
  hazard?: Schemas['NewHazard'],
): NewAct => ({
  entity: entity(patrol.id),
  path: postTo('/api/communities/{code}/patrols/{patrolId}/stop', { code: patrol.community, patrolId: patrol.id }),
  body: { stop: stop.no, state, hazard: hazard ?? null, cause: null, seenAt: new Date(liveNow()).toISOString() },
  label: { word: 'outbox.patrolled', values: { what: stop.name } },
  marks: [],
  hold: liveNow() + undoable,
})

/** Act that reports a hazard from the phone. */
export const hazardAct = (code: string, body: Schemas['NewHazard']): NewAct => ({
  entity: `hazard/${code}`,
  path: postTo('/api/communities/{code}/hazards', { code }),
  body: { ...body, seenAt: new Date(liveNow()).toISOString() },
  label: { word: 'outbox.hazard', values: { what: body.what ?? t('hazard.title') } },
  marks: [],
})
