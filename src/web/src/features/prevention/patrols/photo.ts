import { toBase64 } from '@/features/ground/attachments/base64'
import { addressOf, entityOf } from '@/features/ground/attachments/files'
import type { NewAct } from '@/kit/outbox/useOutbox'

/** The picture of a hazard that has only this phone's own id so far. */
export async function photoAct(code: string, key: string, { file, taken }: { file: Blob; taken: string }): Promise<NewAct> {
  const owner = { code, kind: 'hazard', ownerId: key }
  return {
    entity: entityOf(owner),
    path: addressOf(owner, 'thing', taken),
    body: null,
    file: { type: file.type, base64: await toBase64(file) },
    label: { word: 'attachment.label', values: {} },
    marks: [],
  }
}
