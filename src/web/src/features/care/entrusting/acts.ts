import { postTo } from '@/base/api/address'
import type { Schemas } from '@/base/api/http'
import { checking } from '@/features/care/temporaryCare/acts'
import type { CaseHere } from '@/features/care/temporaryCare/useCare'
import { liveNow } from '@/base/clock'
import { wholePlaceOf } from '@/features/response/doors/place'
import type { NewAct } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'

type Entrusted = Schemas['EntrustmentRow']
type Facts = readonly Schemas['FactShown'][]

/** Undo period of an act before it is sent; milliseconds. */
const undoable = 5_000
const now = () => new Date(liveNow()).toISOString()
const held = (act: NewAct): NewAct => ({ ...act, hold: liveNow() + undoable })
const label = (where: string, kind: 'care' | 'entrusted' | 'protection') => ({
  word: 'children.told' as const,
  values: { what: `${where} ${t(`children.kind.${kind}`)}`.trim() },
})

export const usualWords = () => t('children.usualFound')

/** The check counts for the day on which it was done, however late it arrives. */
export const careUsual = (one: CaseHere, where: string, day: string) =>
  held({ ...checking(one.light, { day, note: null }), label: label(where, 'care') })

/** The facts of an ordinary check: all fine. */
export const usualAnswers = (facts: Facts) =>
  facts.map((fact) => ({ fact: fact.code, answer: fact.answers.find((one) => !fact.worrying.includes(one)) ?? fact.answers[0]! }))

export const entrustedUsual = (one: Entrusted, facts: Facts) =>
  entrustedChecked(one, { judgement: 'good', answers: usualAnswers(facts), note: null })

export const entrustedChecked = (one: Entrusted, body: Omit<Schemas['NewCheck'], 'seenAt'>): NewAct =>
  held({
    entity: `entrustment/${one.personId}`,
    path: postTo('/api/communities/{code}/entrustments/{personId}/check', { code: one.community, personId: one.personId }),
    body: { ...body, seenAt: now() },
    label: label(wholePlaceOf(one.door), 'entrusted'),
    marks: [],
  })

export const followedUp = (one: Schemas['ProtectionRow'], body: Pick<Schemas['NewFollowUp'], 'means' | 'found'>): NewAct =>
  held({
    entity: `protection/${one.id}`,
    path: postTo('/api/protection/{childId}/follow-up', { childId: one.id }),
    body: { ...body, seenAt: now(), next: null },
    label: label(one.no, 'protection'),
    marks: [],
  })
