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

/** The router of the phone, which is one for as long as its page is open. */
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

/** Where one is on the phone: #page/what/sheet, so that the phone's own back button works. */
export const useRoute = () => current

const pathOf = (page: Page, arg: string, sheet: string) =>
  [page, arg, sheet]
    .filter((one, i, all) => one || all.slice(i + 1).some(Boolean))
    .map(encodeURIComponent)
    .join('/')

export const address = (page: Page, arg = '', sheet = '') => `#${pathOf(page, arg, sheet)}`

const isInside = () => (history.state as { inside?: boolean } | null)?.inside === true

/** While something is put in place of what is shown, nothing opens on top of it: it would be taken away at once. */
let replacing = 0
/** A browser that does not go back within this time must not hold up every tap that follows; milliseconds. */
const longest = 1_000
export function go(page: Page, arg = '', sheet = '') {
  if (!replacing) void router.push({ path: `/${pathOf(page, arg, sheet)}`, state: { inside: true } })
}

/** Back where one came from inside the page, or to where it would have been. */
export function back(otherwise: Page) {
  if (isInside()) history.back()
  else void replace(otherwise)
}

/** Shows something else in place of this. From a sheet above: that closes first, so that back does not open it again. Done once it is shown. */
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
