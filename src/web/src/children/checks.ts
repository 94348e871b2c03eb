import { computed, watch } from 'vue'
import { postTo } from '@/api/address'
import { answer, api, session, type Schemas } from '@/api/http'
import { checking } from '@/care/acts'
import type { CaseHere, useCare } from '@/care/useCare'
import { liveNow } from '@/clock'
import { wholePlaceOf } from '@/doors/place'
import { useKept } from '@/outbox/useKept'
import { useOutbox, type NewAct } from '@/outbox/useOutbox'
import { comingDays } from '@/parts/days'
import { heldUpTo } from '@/queries/positions'
import { realm } from '@/realm/realm'
import { mayDo } from '@/session/may'
import { useWalk } from '@/visits/walk'
import { t } from '@/words'

export type Entrusted = Schemas['EntrustmentRow']
type Owed = Schemas['OwedShown']
type Of =
  | { kind: 'care'; one: CaseHere; no: string }
  | { kind: 'entrusted'; one: Entrusted }
  | { kind: 'protection'; one: Schemas['ProtectionRow']; owed: Owed }
/** Something about a child that is to be looked at today. `due`: an hour or a day; `usual`: the ordinary check, where one tap can tell it. */
export type Check = Of & {
  key: string
  place: string
  age: number | null | undefined
  due: string | undefined
  late: boolean
  done: boolean
  unsent: boolean
  usual: NewAct | undefined
}

/** What was done can be taken back for so long, before it is sent; milliseconds. */
const undoable = 5_000
const here = () => session.value?.member?.community ?? session.value?.scopes[0]?.division ?? ''

/** Whether who is signed in looks after the children of one community: no drill has any of it. */
export const looksAfterChildren = () => !realm && mayDo('protection.keep') && here().length === 12

/** 今天要看的孩子: checks of temporary and entrusted care and what a case of protection owes; late first, then by door. All of it lies on the phone. */
export function useChecks(care: ReturnType<typeof useCare>) {
  const { unsent, taken } = useOutbox()
  const { all: walk } = useWalk()
  const cases = () => care.cases.value
  const rows = computed(() => new Map((care.kept.data?.rows ?? []).map((row) => [row.id, row])))
  const name = (of: string) => (looksAfterChildren() ? `${of} ${here()}` : '')
  const entrusted = useKept(
    () => name('entrusted'),
    () => answer(() => api.GET('/api/communities/{code}/entrustments', { params: { path: { code: here() } } })),
  )
  const protection = useKept(
    () => name('protection'),
    () => answer(() => api.GET('/api/protection', { params: {} })),
  )
  const table = useKept(
    () => (looksAfterChildren() ? 'entrusted-table' : ''),
    () => answer(() => api.GET('/api/entrustments/table', {})),
  )
  const parts = { entrustment: entrusted, protection }
  const newer = (of: keyof typeof parts) =>
    taken.value.filter((one) => one.act.entity.startsWith(`${of}/`) && one.position > heldUpTo(parts[of].data))
  watch(
    () => newer('entrustment').length,
    (some) => some && entrusted.soon(),
  )
  watch(
    () => newer('protection').length,
    (some) => some && protection.soon(),
  )
  const waits = (entity: string) => unsent.value.some((one) => !one.refused && one.entity === entity)
  const told = (entity: string, path: string, after: number) =>
    unsent.value.some((one) => !one.refused && one.entity === entity && one.path.endsWith(path)) ||
    taken.value.some((one) => one.act.entity === entity && one.act.path.endsWith(path) && one.position > after)

  const places = computed(
    () =>
      new Map([
        ...walk.value.map((one) => [one.personId, wholePlaceOf(one.door)] as const),
        ...cases()
          .filter((one) => one.place)
          .map((one) => [one.light.person, one.place] as const),
        ...(entrusted.data?.items ?? []).map((one) => [one.personId, wholePlaceOf(one.door)] as const),
      ]),
  )
  const today = () => comingDays(1)[0]!
  const careOf = (one: CaseHere): Check[] => {
    const row = rows.value.get(one.light.id)
    if (row?.minor === false || one.minor === false || one.stage === 'ended') return []
    const checked = one.light.lastChecked === today()
    const done = one.stage === 'arranged' && told(`care/${one.light.person}`, '/check', heldUpTo(care.kept.data))
    if (checked && !done) return []
    return [
      {
        kind: 'care',
        one,
        no: row?.no ?? '',
        key: `care/${one.light.id}`,
        place: places.value.get(one.light.person) ?? '',
        age: row?.age,
        due: one.light.due ?? undefined,
        late: one.stage === one.light.stage && (one.light.lateLevel > 0 || (!!one.light.due && Date.parse(one.light.due) <= liveNow())),
        done,
        unsent: one.waits,
        usual: one.stage === 'arranged' ? careUsual(one, today()) : undefined,
      },
    ]
  }
  const entrustedOf = (one: Entrusted): Check[] =>
    one.report || (one.due && one.due <= today())
      ? [
          {
            kind: 'entrusted',
            one,
            key: `entrustment/${one.personId}`,
            place: wholePlaceOf(one.door),
            age: one.age,
            due: one.before ?? undefined,
            late: one.report || one.lateDays > 0,
            done: told(`entrustment/${one.personId}`, one.report ? '/report' : '/check', heldUpTo(entrusted.data)),
            unsent: waits(`entrustment/${one.personId}`),
            usual: one.report || !table.data ? undefined : entrustedUsual(one, table.data.facts),
          },
        ]
      : []
  const protectionOf = (one: Schemas['ProtectionRow']): Check[] =>
    one.here
      ? one.owed
          .filter((owed) => owed.before <= today())
          .map((owed) => ({
            kind: 'protection',
            one,
            owed,
            key: `protection/${one.id}/${owed.step}/${owed.no}`,
            place: places.value.get(one.id) ?? '',
            age: one.age,
            due: owed.before,
            late: owed.lateDays > 0,
            done: owed.step === 'follow-up' && told(`protection/${one.id}`, '/follow-up', heldUpTo(protection.data)),
            unsent: waits(`protection/${one.id}`),
            usual: owed.step === 'follow-up' ? followedUp(one, { means: 'door', found: t('children.usualFound') }) : undefined,
          }))
      : []
  const all = computed<Check[]>(() =>
    looksAfterChildren()
      ? [
          ...cases().flatMap(careOf),
          ...(entrusted.data?.items ?? []).flatMap(entrustedOf),
          ...(protection.data?.items ?? []).flatMap(protectionOf),
        ].sort(byDoor)
      : [],
  )
  return {
    asked: [entrusted, protection, table],
    table,
    all,
    due: computed(() => all.value.filter((one) => !one.done)),
    done: computed(() => all.value.filter((one) => one.done)),
  }
}

/** What is late first, then as one walks; whose door is not known here comes last. */
export const byDoor = (a: Pick<Check, 'late' | 'place' | 'key'>, b: Pick<Check, 'late' | 'place' | 'key'>) =>
  Number(b.late) - Number(a.late) ||
  Number(!a.place) - Number(!b.place) ||
  a.place.localeCompare(b.place, 'zh-CN', { numeric: true }) ||
  a.key.localeCompare(b.key)

const label = (what: string) => ({ word: 'children.told' as const, values: { what } })
const now = () => new Date(liveNow()).toISOString()
const held = (act: NewAct): NewAct => ({ ...act, hold: liveNow() + undoable })

/** Of the day on which it was done, whenever it arrives. */
const careUsual = (one: CaseHere, day: string) =>
  held({ ...checking(one.light, { day, note: null }), label: label([one.place, t('children.kind.care')].filter(Boolean).join(' ')) })

/** All facts as they are where nothing worries. */
export const usualAnswers = (facts: readonly Schemas['FactShown'][]) =>
  facts.map((fact) => ({ fact: fact.code, answer: fact.answers.find((one) => !fact.worrying.includes(one)) ?? fact.answers[0]! }))
const entrustedUsual = (one: Entrusted, facts: readonly Schemas['FactShown'][]) =>
  entrustedChecked(one, { judgement: 'good', answers: usualAnswers(facts), note: null })
export const entrustedChecked = (one: Entrusted, body: Omit<Schemas['NewCheck'], 'seenAt'>): NewAct =>
  held({
    entity: `entrustment/${one.personId}`,
    path: postTo('/api/communities/{code}/entrustments/{personId}/check', { code: one.community, personId: one.personId }),
    body: { ...body, seenAt: now() },
    label: label(`${wholePlaceOf(one.door)} ${t('children.kind.entrusted')}`),
    marks: [],
  })
export const followedUp = (one: Schemas['ProtectionRow'], body: Pick<Schemas['NewFollowUp'], 'means' | 'found'>): NewAct =>
  held({
    entity: `protection/${one.id}`,
    path: postTo('/api/protection/{childId}/follow-up', { childId: one.id }),
    body: { ...body, seenAt: now(), next: null },
    label: label(`${one.no} ${t('children.kind.protection')}`),
    marks: [],
  })
