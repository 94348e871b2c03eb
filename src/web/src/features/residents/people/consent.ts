import { answer, api, type Schemas } from '@/base/api/http'
import { dayOfYear } from '@/kit/parts/days'
import { t } from '@/base/words'

type Of = { code: string; personId: string }
export type Consents = Schemas['ConsentsShown']
export type Basis = Schemas['BasisShown']
export type Use = Schemas['ConsentUse']
export type Answer = Schemas['ConsentAnswer']

export const consentsOf = (path: Of) => answer(() => api.GET('/api/communities/{code}/residents/{personId}/consents', { params: { path } }))
export const keepConsent = (path: Of, body: Schemas['NewConsent']) =>
  answer(() => api.POST('/api/communities/{code}/residents/{personId}/consents', { params: { path }, body }))

/** Papers and photos of the person, as their own list has them. */
export const filesOf = ({ code, personId }: Of) =>
  answer(() =>
    api.GET('/api/communities/{code}/attachments/{kind}/{ownerId}', { params: { path: { code, kind: 'person', ownerId: personId } } }),
  )

/** Uses that need consent, in the order of the notice. */
export const uses = ['health-care', 'health-clinic', 'photo-care'] as const satisfies readonly Use[]
export const answers = ['given', 'refused', 'withdrawn'] as const satisfies readonly Answer[]

/** A consent or refusal in the history: for what, who said it, until when, and the proof. A withdrawal needs neither paper nor witness. */
export const consentSaid = (one: Schemas['HistoryConsent']) =>
  [
    one.uses.map((use) => t(`resident.consent.use.${use}`)).join('、'),
    t('resident.history.said', { who: t(one.guardian ? 'resident.consent.who.guardian' : 'resident.consent.who.self') }),
    one.until ? t('resident.history.until', { day: dayOfYear(one.until) }) : '',
    one.paper ? t('resident.history.paper') : '',
    one.witness ? t('resident.history.witness', { who: one.witness }) : '',
    one.explained ? t('resident.history.explained', { who: one.explained }) : '',
  ]
    .filter(Boolean)
    .join(' · ')

/** True when illness may be shown in ordinary times. */
export const allowsIllness = (all: Consents) =>
  all.bases.some((one) => one.use === 'health-care' && (one.state === 'given' || one.state === 'file-given'))
