import { postTo } from '@/base/api/address'
import { answer, api, type Schemas } from '@/base/api/http'
import { mayDo } from '@/base/session/may'

/** Owner of files: a kind such as "person", and its id, in a community. */
export type Owner = { code: string; kind: string; ownerId: string }
export type Attachment = Schemas['AttachmentShown']
export type What = Schemas['AttachmentWhat']
export type Removal = Schemas['AttachmentRemoval']

export const whats = ['consent', 'notice', 'paper', 'thing', 'photo'] as const satisfies readonly What[]
/** Kinds of files that can be added at a visit: no papers. */
export const ofVisits = ['thing', 'photo', 'voice'] as const satisfies readonly What[]
/** Kinds of pictures of a hazard or of goods: things only, no people. */
export const ofHazards = ['thing'] as const satisfies readonly What[]
export const removals = ['mistaken', 'unfit', 'replaced', 'consent-withdrawn', 'purpose-fulfilled'] as const satisfies readonly Removal[]
/** Picture formats that the server accepts. */
export const pictures = 'image/jpeg,image/png,image/webp'
export const accepted = `${pictures},application/pdf`

/** Files sent with an order or returned: papers, and things without people. */
export const ofOrders = ['paper', 'thing'] as const satisfies readonly What[]
/** True for owners whose pictures show only things. */
export const isOfThings = (kind: string) => kind === 'hazard' || kind === 'lot'
/** Chiefs and clinics can add files to their visits only. */
const onlyAtVisits = () => mayDo('clinic.act') || (mayDo('visit.act') && !mayDo('visit.overview'))
export const adds = ({ kind }: Owner) =>
  mayDo('attachment.add') && (kind === 'visit' || kind === 'order' || kind === 'clinic' || isOfThings(kind) || !onlyAtVisits())

/** Lists the files of an owner, without any of their content. */
export const listOf = (path: Owner) => answer(() => api.GET('/api/communities/{code}/attachments/{kind}/{ownerId}', { params: { path } }))

/** Loads the file itself; each load is recorded. */
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

/** Marks a file as showing nobody, on the word of whoever took the picture: it is then shown as a door or a thing. */
export function nobody(path: Owner, id: string) {
  const params = { path: { ...path, attachmentId: id } }
  return answer(() => api.POST('/api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}/nobody', { params }))
}

/** Upload address of a file, for an act of the outbox. */
export const addressOf = (owner: Owner, what: What, taken: string) =>
  `${postTo('/api/communities/{code}/attachments/{kind}/{ownerId}', owner)}?${new URLSearchParams({ what, taken })}`

/** Files of one owner are sent one after another. */
export const entityOf = ({ kind, ownerId }: Owner) => `attachment/${kind}/${ownerId}`
