import { computed, watch } from 'vue'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { useQuery } from '@/kit/queries/query'
import { session } from '@/base/session/who'
import { addressOf, entityOf, listOf, type Owner, type What } from './files'
import { toBase64 } from './base64'

/** Files of an owner: those on the server, and those stored on this device and not sent yet. */
export function useFiles(owner: () => Owner) {
  const { account, act, taken, unsent, insist, drop } = useOutbox()
  // A desk runs no phone page, which would set the owner of the device.
  account.value ||= session.value?.account ?? ''
  const asked = useQuery(
    () => ['attachments', owner().code, owner().kind, owner().ownerId],
    () => listOf(owner()),
  )
  const entity = computed(() => entityOf(owner()))
  const waiting = computed(() => unsent.value.filter((one) => one.entity === entity.value))
  const arrived = computed(() => taken.value.filter((one) => one.act.entity === entity.value))
  watch(
    () => arrived.value.length,
    () => asked.soon(arrived.value.at(-1)?.position),
  )

  /** Stored on this device once it returns. */
  async function add(what: What, file: Blob, at: string) {
    await act([
      {
        entity: entity.value,
        path: addressOf(owner(), what, at),
        body: null,
        file: { type: file.type, base64: await toBase64(file) },
        label: { word: 'attachment.label', values: {} },
        marks: [],
      },
    ])
  }
  return { asked, waiting, add, insist, drop }
}
