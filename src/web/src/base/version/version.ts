import { computed, ref } from 'vue'
import { outdated } from '@/base/send/page'
import { Asking, send } from '@/base/send/send'
import { owned } from '@/base/session/session'

/** The script that a page starts, from its text; its name follows from its contents. */
export const entryOf = (html: string) => /<script[^>]*\btype="module"[^>]*\bsrc="([^"]+)"/.exec(html)?.[1]

/**
 * True when the server serves another version of this page than the open one. A version changes only with a restart, which cuts the
 * connection: it is checked after each cut.
 */
const version = owned(() => {
  const isOther = ref(false)
  const isOld = computed(() => isOther.value || outdated().value)
  async function look() {
    const answer = await send(new Asking(location.pathname, { cache: 'no-store', headers: { Accept: 'text/html' } }))
    const served = answer.ok ? entryOf(await answer.text()) : undefined
    if (served) isOther.value = served !== entryOf(document.documentElement.innerHTML)
  }
  return { isOld, look }
})
export const useVersion = () => version()

/** Time that a browser may take to replace its offline files by those of a new version. */
const longest = 10_000

/** Opens the page anew, in the served version. Unsent acts lie in the phone's store, which both versions know. */
export async function reopen() {
  const kept = await navigator.serviceWorker?.getRegistration()
  if (kept) {
    await kept.update()
    if (kept.installing || kept.waiting)
      await new Promise((done) => {
        navigator.serviceWorker.addEventListener('controllerchange', done, { once: true })
        return setTimeout(done, longest)
      })
  }
  location.reload()
}
