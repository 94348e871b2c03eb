import { h } from 'vue'
import { byDevice, startTheme } from '@/base/look/theme'
import { openOffline } from '@/kit/outbox/openOffline'
import { rows } from '@/pages/phone'
import '@/pages/team/phone.css'
import Team from '@/pages/team/Team.vue'
import { phoneHistory } from '@/kit/phone/history'
import { goesBy } from '@/kit/phone/route'
import { had, routerOf } from '@/kit/routing/router'
import { mount } from '@/shell/start'
import { need, needLater } from '@/base/words'

const { router, failed } = routerOf(rows, phoneHistory(), () => false)
const kept = openOffline()
goesBy(router)
startTheme('team', byDevice())
/**
 * Loads the rest once the first list shows: every page of the phone then works where the network goes. With a service worker that keeps
 * them, they need not run.
 */
const rest = () => void Promise.allSettled([needLater(), renewed(), pages()])
const pages = async () => (await kept) || Promise.allSettled(rows.map(had))
/** The browser may have changed its push address while the page was closed. */
const renewed = async () => (await import('@/kit/pushes/pushes')).renewed()
void need('phone').then(() => mount(() => h(Team, { failed: failed.value?.to ?? null, onListed: rest }), undefined, [router]))
