import { onScopeDispose, reactive } from 'vue'
import { owned } from '@/session/session'

export const pages = ['who', 'tasks', 'doors', 'report', 'supplies', 'unsent', 'incidents', 'orders', 'shelters', 'care', 'door'] as const
export type Page = (typeof pages)[number]
type Route = { page: Page | ''; arg: string; sheet: string }

const read = (): Route => {
  const [page = '', arg = '', sheet = ''] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  return { page: pages.find((one) => one === page) ?? '', arg, sheet }
}

const current = owned(() => {
  const route = reactive(read())
  const follow = () => void Object.assign(route, read())
  addEventListener('hashchange', follow)
  addEventListener('popstate', follow)
  onScopeDispose(() => {
    removeEventListener('hashchange', follow)
    removeEventListener('popstate', follow)
  })
  return { route, follow }
})
const follow = () => current().follow()

/** Where one is on the phone: #page/what/sheet, so that the phone's own back button works. */
export const useRoute = () => current().route

export const address = (page: Page, arg = '', sheet = '') =>
  '#' +
  [page, arg, sheet]
    .filter((part, i, all) => part || all.slice(i + 1).some(Boolean))
    .map(encodeURIComponent)
    .join('/')

export function go(page: Page, arg = '', sheet = '') {
  history.pushState({ inside: true }, '', address(page, arg, sheet))
  follow()
}

/** Back where one came from inside the page, or to where it would have been. */
export function back(otherwise: Page) {
  if ((history.state as { inside?: boolean } | null)?.inside) history.back()
  else replace(otherwise)
}

/** Shows something else in place of this. From a sheet above: that closes first, so that back does not open it again. */
export function replace(page: Page, arg = '', sheet = '') {
  const here = () => {
    history.replaceState(history.state, '', address(page, arg, sheet))
    follow()
  }
  if (!useRoute().sheet || !(history.state as { inside?: boolean } | null)?.inside) return here()
  addEventListener('popstate', here, { once: true })
  history.back()
}
