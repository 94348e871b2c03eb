import { ref } from 'vue'
import { createRouter, type RouteLocationNormalized, type Router, type RouterHistory } from 'vue-router'
import { realm } from '@/base/realm/realm'
import { need } from '@/base/words'
import type { Row } from '@/kit/routing/row'

/** Another realm is another session: the browser loads it anew. */
export const otherRealm = (to: RouteLocationNormalized, here = realm) => (to.query.realm ?? null) !== here

/** A page is shown when its code and its words are loaded. */
export async function had(row: Row) {
  const [page] = await Promise.all([row.page(), need(row.path)])
  return page
}

/**
 * The router of an entry. `leaves`: whether the browser loads an address anew; the phone's addresses never name a realm, it stands before
 * them.
 * `failed`: the wanted address and the part that could not be loaded.
 */
export function routerOf(
  rows: readonly Row[],
  history: RouterHistory,
  leaves: (to: RouteLocationNormalized) => boolean = (to) => otherRealm(to),
) {
  const failed = ref<{ to: RouteLocationNormalized; why: unknown } | null>(null)
  const routes = rows.map((row) => ({ path: row.path, component: () => had(row), meta: { row } }))
  const router = createRouter({ history, routes })
  router.beforeEach((to) => {
    if (!leaves(to)) return true
    location.assign(to.fullPath)
    return false
  })
  router.onError((why, to) => (failed.value = { to, why }))
  router.afterEach((_, __, failure) => failure || (failed.value = null))
  return { router, failed }
}

/** A step taken while the first page is still loading is followed afterwards; the router itself does not listen yet. */
export async function followEarly(router: Router) {
  let to: string | undefined
  const note = () => (to = location.pathname + location.search + location.hash)
  addEventListener('popstate', note)
  await router.isReady().catch(() => undefined)
  removeEventListener('popstate', note)
  if (to !== undefined && to !== router.currentRoute.value.fullPath) await router.replace(to)
}
