import { computed, watch } from 'vue'
import { postTo } from '@/api/address'
import { answer, api, session, type Schemas } from '@/api/http'
import { liveNow } from '@/clock'
import { wholePlaceOf } from '@/doors/place'
import { useKept } from '@/outbox/useKept'
import { useOutbox, type NewAct } from '@/outbox/useOutbox'
import { heldUpTo } from '@/queries/positions'
import { realm } from '@/realm/realm'
import { mayDoAssigned } from '@/session/may'
import { t, wordOr } from '@/words'

type Due = Schemas['VisitDue']
/** A door of the walk, with what was done there on this phone since the list was read. */
export type VisitHere = Due & { done: '' | 'made' | 'missed'; unsent: boolean }
export type Means = Schemas['VisitMeans']
export type MissReason = Schemas['MissReason']
export type Follow = Schemas['VisitFollow']

/** So many days ahead the list goes: who passes a door may visit it earlier. */
const ahead = 14
/** What was done can be taken back for so long, before it is sent; milliseconds. */
const undoable = 5_000

const entity = (person: string) => `visit/${person}`

/** The doors that who is signed in visits, kept on the phone; and what the server does not know yet. None in a drill. */
export function useWalk() {
  const { unsent, taken } = useOutbox()
  const kept = useKept(
    () => (session.value && !realm && mayDoAssigned('visit.read') ? 'visits' : ''),
    () => answer(() => api.GET('/api/visits/mine', { params: { query: { ahead } } })),
  )
  const newer = computed(() => taken.value.filter((one) => one.act.entity.startsWith('visit/') && one.position > heldUpTo(kept.data)))
  watch(newer, (all) => all.length && kept.soon())
  const told = computed(() => [
    ...newer.value.map((one) => ({ act: one.act, waits: false })),
    ...unsent.value.filter((one) => !one.refused && one.entity.startsWith('visit/')).map((act) => ({ act, waits: true })),
  ])
  const all = computed<VisitHere[]>(() =>
    (kept.data?.items ?? []).map((one) => {
      const own = told.value.filter(({ act }) => act.entity === entity(one.personId))
      const last = own.at(-1)?.act.path
      return { ...one, done: last?.endsWith('/make') ? 'made' : last?.endsWith('/miss') ? 'missed' : '', unsent: own.some((x) => x.waits) }
    }),
  )
  const isDue = (one: VisitHere) => Boolean(kept.data && isDueOn(one, kept.data.today))
  const due = computed(() => all.value.filter((one) => isDue(one) && one.done !== 'made'))
  return {
    kept,
    all,
    due,
    early: computed(() => all.value.filter((one) => !isDue(one) && one.done !== 'made')),
    made: computed(() => all.value.filter((one) => one.done === 'made')),
  }
}

/** Its day has come, or somebody has asked for a visit besides: before a storm, in the heat, after hospital. */
export const isDueOn = (one: Pick<Due, 'next' | 'extras'>, today: string) => Boolean((one.next && one.next <= today) || one.extras.length)

/** The table of questions, reasons and what follows; it stays on the phone, so that the form opens without network. */
export const useVisitTable = () =>
  useKept(
    () => (session.value ? 'visit-table' : ''),
    () => answer(() => api.GET('/api/visits/table', {})),
  )

export const placeOfVisit = (one: Pick<Due, 'door'>) => wholePlaceOf(one.door)

const told = (path: string, one: Due, body: object, what: string): NewAct => ({
  entity: entity(one.personId),
  path,
  body,
  label: { word: 'outbox.visited', values: { door: placeOfVisit(one), what } },
  marks: [],
  hold: liveNow() + undoable,
})
const slots = (one: Due) => ({ code: one.community, personId: one.personId })
const now = () => new Date(liveNow()).toISOString()

export type Made = Omit<Schemas['NewVisit'], 'seenAt'>
export const madeAct = (one: Due, body: Made): NewAct =>
  told(
    postTo('/api/communities/{code}/visits/{personId}/make', slots(one)),
    one,
    { ...body, seenAt: now() },
    t(body.reasons?.length ? 'visit.something' : 'visit.asUsual'),
  )
export const missedAct = (one: Due, reason: MissReason, more: { again?: string; to?: string }): NewAct =>
  told(postTo('/api/communities/{code}/visits/{personId}/miss', slots(one)), one, { reason, triedAt: now(), ...more }, t('visit.missed'))

/** Whom of the family one rings about somebody: the guardian, the carer, or whom the person named. None of whom no number is known. */
export const kinOf = (one: Due) =>
  one.dial.find((dial) => dial.to === 'guardian') ?? one.dial.find((dial) => dial.to === 'caregiver' || dial.to === 'contact')
/** What is offered to follow: nobody is to be rung of whom no number is known. */
export const offered = (one: Due, follows: readonly Follow[]) =>
  [...new Set(follows)].filter((follow) => follow !== 'guardian' || kinOf(one))
export function followText(one: Due, follow: Follow) {
  const to = kinOf(one)?.to ?? 'guardian'
  return t(`visit.follow.${follow}`, { who: wordOr(`visit.to.${to}`, to) })
}

/** The same visit by telephone, of which this phone knows that it has dialled. */
export function byCall(act: NewAct): NewAct {
  const body = act.body as Partial<Made> | null
  return act.path.endsWith('/make') && body?.means === 'phone' ? { ...act, body: { ...body, byCall: true } } : act
}

/** The same visit, made within 100 m of the door as this phone has found by itself. Of one by telephone it says nothing. */
export function atDoor(act: NewAct): NewAct {
  const body = act.body as Partial<Made> | null
  return act.path.endsWith('/make') && body?.means !== 'phone' ? { ...act, body: { ...body, nearDoor: true } } : act
}
