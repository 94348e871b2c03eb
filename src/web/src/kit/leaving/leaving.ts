import { shallowRef } from 'vue'
import { endSession } from '@/base/api/session'
import { openDatabase, phoneNames } from '@/kit/outbox/database'
import { forgetKeys, needsHalf, wipeKept } from '@/kit/outbox/forget'
import { dropHalf } from '@/kit/outbox/half'
import { slot } from '@/kit/outbox/opened'
import { Asking, send } from '@/base/send/send'
import { owned } from '@/base/session/session'

/** True while this page is on its way out: nothing else can then send it elsewhere. */
const going = owned(() => ({ on: false }))

/**
 * Removes all loaded data from this device, of live or of any drill, whichever page the user leaves by. Acts that were not sent stay,
 * sealed with their owner's key, until the owner is back; every other key goes.
 */
export async function forget() {
  await (await slot().opened)?.kept.close()
  let needed = false
  for (const name of await phoneNames()) {
    const db = await openDatabase(name)
    await wipeKept(db)
    await forgetKeys(db, new Set((await db.getAll('acts')).map((act) => act.account)))
    needed ||= await needsHalf(db)
    db.close()
  }
  if (!needed) dropHalf()
}

/** Leaves for good. A server that cannot be reached is told before anybody is signed in here again. */
export const signOut = () => leave('/login', [forget, () => endSession(async () => (await import('@/kit/pushes/pushes')).silence())])

/** Leaves for the sign-in page, which comes back to this one. `ends`: first ends the session that is still there. */
export const toSignIn = (ends = false) =>
  leave(`/login?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`, ends ? [forget, endSession] : [forget])

/** Address that a user who left without network wanted to open; empty while somebody is here. */
const left = owned(() => shallowRef(''))
export const useLeft = () => left()

/** True when the sign-in page can be reached. */
export const reached = () =>
  send(new Asking('/login', { method: 'HEAD', cache: 'no-store' })).then(
    (answer) => answer.ok,
    () => false,
  )

/** The user leaves even when one of these steps fails. */
async function leave(to: string, first: readonly (() => Promise<void>)[]) {
  if (going().on) return
  going().on = true
  await Promise.allSettled(first.map((one) => one()))
  if (await reached()) location.assign(to)
  else left().value = to
}
