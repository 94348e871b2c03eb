import type { Router } from 'vue-router'

export const pages = [
  'who',
  'tasks',
  'doors',
  'report',
  'supplies',
  'stocktake',
  'unsent',
  'incidents',
  'orders',
  'shelters',
  'care',
  'door',
  'visits',
  'visit',
  'children',
  'roster',
  'patrol',
  'hazard',
  'hazards',
  'risks',
  'today',
] as const
export type Page = (typeof pages)[number]
type Route = { readonly page: Page | ''; readonly arg: string; readonly sheet: string }

/** The router of the phone, a single one as long as its page is open. */
let router: Router
export const goesBy = (own: Router) => void (router = own)

const part = (name: 'page' | 'arg' | 'sheet') => String(router.currentRoute.value.params[name] ?? '')

const current: Route = {
  get page() {
    return pages.find((one) => one === part('page')) ?? ''
  },
  get arg() {
    return part('arg')
  },
  get sheet() {
    return part('sheet')
  },
}

/** The phone's current page: #page/what/sheet, so that the phone's own back button works. */
export const useRoute = () => current

const pathOf = (page: Page, arg: string, sheet: string) =>
  [page, arg, sheet]
    .filter((one, i, all) => one || all.slice(i + 1).some(Boolean))
    .map(encodeURIComponent)
    .join('/')

export const address = (page: Page, arg = '', sheet = '') => `#${pathOf(page, arg, sheet)}`

const isInside = () => (history.state as { inside?: boolean } | null)?.inside === true

/** While a page is being replaced nothing opens on top of it: it would be removed at once. */
let replacing = 0
/** A browser that does not go back within this time must not hold up every tap that follows; milliseconds. */
const longest = 1_000
export function go(page: Page, arg = '', sheet = '') {
  if (!replacing) void router.push({ path: `/${pathOf(page, arg, sheet)}`, state: { inside: true } })
}

/** Goes back to the previous page inside the app, or to the page's parent. */
export function back(otherwise: Page) {
  if (isInside()) history.back()
  else void replace(otherwise)
}

/** Replaces this page by another. From a sheet above: that closes first, so that back does not open it again. Done once it is shown. */
export async function replace(page: Page, arg = '', sheet = ''): Promise<void> {
  replacing++
  try {
    if (current.sheet && isInside()) {
      const closed = new Promise((done) => {
        addEventListener('popstate', done, { once: true })
        setTimeout(done, longest)
      })
      history.back()
      await closed
    }
    await router.replace(`/${pathOf(page, arg, sheet)}`)
  } finally {
    replacing--
  }
}
