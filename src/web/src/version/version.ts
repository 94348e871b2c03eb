import { computed, ref } from 'vue'
import { outdated } from '@/send/page'
import { Asking, send } from '@/send/send'
import { owned } from '@/session/session'

/** The program that a page starts, as its text names it; its name follows from its contents. */
export const entryOf = (html: string) => /<script[^>]*\btype="module"[^>]*\bsrc="([^"]+)"/.exec(html)?.[1]

/** Whether the server serves another version of this page than the one that is open. A version changes only with a restart, which cuts the line: it is looked for after each cut. */
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

/** So long a browser may take to put the files of a new version in place of those it keeps for when there is no network. */
const longest = 10_000

/** Opens the page anew, in the version that is served. What was done and not told lies in the phone's store, which both versions know. */
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
