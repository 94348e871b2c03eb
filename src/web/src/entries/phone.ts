import { h } from 'vue'
import { byDevice, startTheme } from '@/look/theme'
import { openOffline } from '@/outbox/openOffline'
import { rows } from '@/pages/phone'
import '@/pages/team/phone.css'
import Team from '@/pages/team/Team.vue'
import { phoneHistory } from '@/phone/history'
import { goesBy } from '@/phone/route'
import { had, routerOf } from '@/routing/router'
import { mount } from '@/start'
import { need, needLater } from '@/words'

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
const renewed = async () => (await import('@/pushes/pushes')).renewed()
void need('phone').then(() => mount(() => h(Team, { failed: failed.value?.to ?? null, onListed: rest }), undefined, [router]))
