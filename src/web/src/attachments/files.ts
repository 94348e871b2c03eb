import { postTo } from '@/api/address'
import { answer, api, type Schemas } from '@/api/http'
import { mayDo } from '@/session/may'

/** What files belong to: a kind such as "person", and its id, in a community. */
export type Owner = { code: string; kind: string; ownerId: string }
export type Attachment = Schemas['AttachmentShown']
export type What = Schemas['AttachmentWhat']
export type Removal = Schemas['AttachmentRemoval']

export const whats = ['consent', 'notice', 'paper', 'thing', 'photo'] as const satisfies readonly What[]
/** What is added at a visit: no papers. */
export const ofVisits = ['thing', 'photo', 'voice'] as const satisfies readonly What[]
/** What is taken of a hazard or of goods: the thing, and nobody. */
export const ofHazards = ['thing'] as const satisfies readonly What[]
export const removals = ['mistaken', 'unfit', 'replaced', 'consent-withdrawn', 'purpose-fulfilled'] as const satisfies readonly Removal[]
/** What the server takes. */
export const pictures = 'image/jpeg,image/png,image/webp'
export const accepted = `${pictures},application/pdf`

/** What goes with an order or comes back: papers, and things without people. */
export const ofOrders = ['paper', 'thing'] as const satisfies readonly What[]
/** Whose pictures show things alone. */
export const isOfThings = (kind: string) => kind === 'hazard' || kind === 'lot'
/** Chiefs and clinics add to their visits alone. */
const onlyAtVisits = () => mayDo('clinic.act') || (mayDo('visit.act') && !mayDo('visit.overview'))
export const adds = ({ kind }: Owner) =>
  mayDo('attachment.add') && (kind === 'visit' || kind === 'order' || kind === 'clinic' || isOfThings(kind) || !onlyAtVisits())

/** What there is. Nothing of what a file shows is in it. */
export const listOf = (path: Owner) => answer(() => api.GET('/api/communities/{code}/attachments/{kind}/{ownerId}', { params: { path } }))

/** The file itself; each reading is recorded. */
export async function fileOf(path: Owner, { id, form }: Attachment) {
  const params = { path: { ...path, attachmentId: id } }
  const bytes = await answer(() =>
    api.GET('/api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}', { params, parseAs: 'blob' }),
  )
  return new Blob([bytes], { type: form })
}

export function remove(path: Owner, id: string, why: Removal) {
  const params = { path: { ...path, attachmentId: id } }
  return answer(() => api.POST('/api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}/remove', { params, body: { why } }))
}

/** Who took it says that nobody is on it: it is shown as a door or a thing. */
export function nobody(path: Owner, id: string) {
  const params = { path: { ...path, attachmentId: id } }
  return answer(() => api.POST('/api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}/nobody', { params }))
}

/** Where a file is sent to, as an act of the outbox. */
export const addressOf = (owner: Owner, what: What, taken: string) =>
  `${postTo('/api/communities/{code}/attachments/{kind}/{ownerId}', owner)}?${new URLSearchParams({ what, taken })}`

/** Files of one owner go one after another. */
export const entityOf = ({ kind, ownerId }: Owner) => `attachment/${kind}/${ownerId}`
