import { answer, api } from '@/base/api/http'
import { bytesOf, textOf } from '@/base/wire/base64url'

/** True when this page's browser can take pushes: on https or localhost, and where a service worker opens the page. */
export const canPush = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const worker = () => navigator.serviceWorker.getRegistration('/team')

/** This browser's push subscription; undefined where it takes no pushes. */
export async function subscribed() {
  return canPush() ? ((await (await worker())?.pushManager.getSubscription()) ?? undefined) : undefined
}

/** Sends this browser's push address to the server; repeating it does no harm. */
export const tell = (one: PushSubscription) =>
  answer(() =>
    api.POST('/api/session/pushes', {
      body: { endpoint: one.endpoint, p256dh: textOf(one.getKey('p256dh')), auth: textOf(one.getKey('auth')) },
    }),
  )

/** Reason why this browser takes no pushes though it was asked to. */
export type NoPush = 'denied' | 'unreached'

/** Asks for permission and subscribes. @param key of the installation, base64url */
export async function subscribe(key: string): Promise<NoPush | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const there = await worker()
  if (!there) return 'unreached'
  try {
    const old = await there.pushManager.getSubscription()
    if (old && textOf(old.options.applicationServerKey) !== key) await old.unsubscribe()
    await tell(await there.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) }))
    return undefined
  } catch (fault) {
    // The browser's push service cannot be reached from here (as in much of China): not a fault of the page.
    if (fault instanceof DOMException) return 'unreached'
    throw fault
  }
}

/** Ends pushes to this browser. */
export async function unsubscribe() {
  const one = await subscribed()
  if (!one) return
  await answer(() => api.POST('/api/session/pushes/end', { body: { endpoint: one.endpoint } }))
  await one.unsubscribe()
}

/** Time that signing out waits for the browser's own service, which may not be reached from here; milliseconds. */
const patience = 3_000

/** Ends pushes to this browser at sign-out. If the server cannot be told, the browser's push service tells it at the next push. */
export async function silence() {
  const one = await subscribed()
  if (!one) return
  const told = answer(() => api.POST('/api/session/pushes/end', { body: { endpoint: one.endpoint } }))
  await Promise.race([Promise.allSettled([told, one.unsubscribe()]), new Promise((done) => setTimeout(done, patience))])
}

/** After a start: the browser may have changed its address. */
export async function renewed() {
  const one = await subscribed()
  if (one) await tell(one)
}
