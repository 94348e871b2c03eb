import { shallowRef } from 'vue'
import { owned } from '@/base/session/session'
import type { ByOwner, Opener } from '@/kit/outbox/lock'
import type { Attempt } from '@/kit/outbox/sealing'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'

/** `owner`: the phone's owner, also before their lock is open. `by`: their way to open it. */
type Lock = { owner: string; set: boolean; locked: boolean; by: ByOwner | undefined }

/** The lock of this phone's account. */
export const useLock = owned(() => {
  const lock = shallowRef<Lock>({ owner: '', set: false, locked: false, by: undefined })

  async function look(owner = lock.value.owner) {
    if (owner) lock.value = { owner, ...(await (await parts()).sealing.lockOf(owner)) }
  }

  async function tried(how: Promise<Attempt>) {
    const attempt = await how
    await look()
    if (attempt === 'open') await useOutbox().refresh()
    return attempt
  }
  const openWithCode = async (code: string) => tried((await parts()).sealing.openWith(lock.value.owner, { kind: 'code', code }))

  /** Undefined where the phone gave no key: its owner did not unlock it. */
  async function openWithDevice() {
    const { by, owner } = lock.value
    const { askDevice } = await import('@/kit/outbox/device')
    const secret = by?.credential && (await askDevice(by.credential, by.salt))
    if (!secret) return undefined
    const opener = { kind: 'device', credential: by.credential!, secret, salt: by.salt } as const
    return tried((await parts()).sealing.openWith(owner, opener))
  }

  async function set(opener: Opener) {
    const { sealing, kept } = await parts()
    await sealing.setLock(lock.value.owner, opener)
    await kept.keepHeld()
    await look()
  }
  const setCode = (code: string) => set({ kind: 'code', code })

  /** False where the phone gave no key. */
  async function setDevice(name: string) {
    const { makeDeviceKey } = await import('@/kit/outbox/device')
    const made = await makeDeviceKey(name)
    if (!made) return false
    await set(made)
    return true
  }

  async function remove() {
    await (await parts()).sealing.removeLock(lock.value.owner)
    await look()
  }

  async function giveUp() {
    await (await parts()).sealing.giveUp(lock.value.owner)
    await look()
    await useOutbox().refresh()
  }

  return { lock, look, giveUp, openWithCode, openWithDevice, setCode, setDevice, remove }
})
