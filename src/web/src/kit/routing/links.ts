import { onScopeDispose } from 'vue'
import { useRouter, type Router } from 'vue-router'
import { realm } from '@/base/realm/realm'

/** Address of a click inside this entry; nothing where it leaves the entry or opens another window. */
export function insideOf(event: MouseEvent, router: Router): string | undefined {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.getAttribute('href') || link.download || (link.target && link.target !== '_self')) return undefined
  const to = new URL(link.href, location.href)
  if (to.origin !== location.origin || (to.searchParams.get('realm') ?? null) !== realm) return undefined
  const address = to.pathname + to.search + to.hash
  return router.resolve(address).matched.length ? address : undefined
}

/** Every link of a page to another page of the same entry goes through the router, wherever it is written. */
export function useLinks() {
  const router = useRouter()
  function follow(event: MouseEvent) {
    const to = insideOf(event, router)
    if (to === undefined) return
    event.preventDefault()
    void router.push(to)
  }
  document.addEventListener('click', follow)
  onScopeDispose(() => document.removeEventListener('click', follow))
}
