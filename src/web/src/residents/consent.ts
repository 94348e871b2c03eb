import { answer, api, type Schemas } from '@/api/http'

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

/** What can be agreed to, in the order of the notice. */
export const uses = ['health-care', 'health-clinic', 'photo-care'] as const satisfies readonly Use[]
export const answers = ['given', 'refused', 'withdrawn'] as const satisfies readonly Answer[]

/** Whether illness may be shown in ordinary times. */
export const allowsIllness = (all: Consents) =>
  all.bases.some((one) => one.use === 'health-care' && (one.state === 'given' || one.state === 'file-given'))
