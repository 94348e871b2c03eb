import { computed, watch } from 'vue'
import { postTo } from '@/base/api/address'
import { answer, api, session, type Schemas } from '@/base/api/http'
import { liveNow } from '@/base/clock'
import { wholePlaceOf } from '@/features/response/doors/place'
import { useKept } from '@/kit/outbox/useKept'
import { useOutbox, type NewAct } from '@/kit/outbox/useOutbox'
import { heldUpTo } from '@/kit/queries/positions'
import { realm } from '@/base/realm/realm'
import { mayDoAssigned } from '@/base/session/may'
import { t, wordOr } from '@/base/words'

type Due = Schemas['VisitDue']
/** A door of the walk, with the acts done there on this phone since the list was loaded. */
export type VisitHere = Due & { done: '' | 'made' | 'missed'; unsent: boolean }
export type Means = Schemas['VisitMeans']
export type MissReason = Schemas['MissReason']
export type Follow = Schemas['VisitFollow']

/** Days that the list reaches ahead: a door on the way can be visited earlier. */
const ahead = 14
/** Undo period of an act, before it is sent; milliseconds. */
const undoable = 5_000

const entity = (person: string) => `visit/${person}`

/** The doors that the user visits, kept on the phone; and acts that the server does not know yet. None in a drill. */
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

/** Its day has come, or an extra visit was requested: before a storm, in the heat, after hospital. */
export const isDueOn = (one: Pick<Due, 'next' | 'extras'>, today: string) => Boolean((one.next && one.next <= today) || one.extras.length)

/** The table of questions, reasons and follow-ups; it stays on the phone, so that the form opens without network. */
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

/** Relative to ring about somebody: the guardian, the carer, or the person's own contact. Nobody without a known number. */
export const kinOf = (one: Due) =>
  one.dial.find((dial) => dial.to === 'guardian') ?? one.dial.find((dial) => dial.to === 'caregiver' || dial.to === 'contact')
/** Follow-ups to offer: nobody without a known number is offered for a call. */
export const offered = (one: Due, follows: readonly Follow[]) =>
  [...new Set(follows)].filter((follow) => follow !== 'guardian' || kinOf(one))
export function followText(one: Due, follow: Follow) {
  const to = kinOf(one)?.to ?? 'guardian'
  return t(`visit.follow.${follow}`, { who: wordOr(`visit.to.${to}`, to) })
}

/** The same visit by telephone, recorded because this phone dialled. */
export function byCall(act: NewAct): NewAct {
  const body = act.body as Partial<Made> | null
  return act.path.endsWith('/make') && body?.means === 'phone' ? { ...act, body: { ...body, byCall: true } } : act
}

/** The same visit, marked as made within 100 m of the door by this phone's own check. Visits by telephone carry no mark. */
export function atDoor(act: NewAct): NewAct {
  const body = act.body as Partial<Made> | null
  return act.path.endsWith('/make') && body?.means !== 'phone' ? { ...act, body: { ...body, nearDoor: true } } : act
}
