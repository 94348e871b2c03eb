import { byHour } from '@/base/look/theme'
import type { RouteLocationNormalized } from 'vue-router'
import type { Row } from '@/kit/routing/row'
import { need } from '@/base/words'

/** The pages of the desks. A page is its file and its row here. */
export const rows: readonly Row[] = [
  {
    path: '/command',
    title: 'page.command',
    offered: 'live.division',
    theme: byHour,
    fills: true,
    page: () => import('@/pages/command/Command.vue'),
  },
  {
    path: '/street',
    title: 'page.street',
    may: 'readiness.read',
    whoMay: 'street.whoMay',
    page: () => import('@/pages/street/StreetDesk.vue'),
    within: async () => (await Promise.all([import('@/pages/street/within'), need('/street')]))[0].partsWithin(),
  },
  { path: '/counties', title: 'page.counties', may: 'live.division', levels: [4], page: () => import('@/pages/counties/Counties.vue') },
  { path: '/readiness', title: 'page.readiness', may: 'readiness.summary', page: () => import('@/pages/readiness/CountyReadiness.vue') },
  { path: '/months', title: 'page.months', may: 'month-report.read', levels: [6], page: () => import('@/pages/months/CountyMonths.vue') },
  { path: '/matters', title: 'page.matters', may: 'lists.read', levels: [6], page: () => import('@/pages/matters/CountyMatters.vue') },
  { path: '/civil', title: 'page.civil', may: 'care.answer', offered: 'care.answer', page: () => import('@/pages/civil/CivilHome.vue') },
  { path: '/protection', title: 'page.protection', may: 'protection.read', page: () => import('@/pages/protection/Protection.vue') },
  { path: '/clinic', title: 'page.clinic', may: 'clinic.read', page: () => import('@/pages/clinic/Clinic.vue') },
  { path: '/party', title: 'page.party', may: 'party.own', page: () => import('@/pages/party/PartyHome.vue') },
  {
    path: '/warnings',
    title: 'page.warnings',
    may: 'call.reach',
    whoMay: 'warning.whoMay',
    theme: byHour,
    fills: true,
    page: () => import('@/pages/warnings/WarningDesk.vue'),
  },
  { path: '/drills', title: 'page.drills', may: 'drill.lead', page: () => import('@/pages/drills/Drills.vue') },
  { path: '/lines', title: 'page.lines', may: 'hotline.board', page: () => import('@/pages/lines/Lines.vue') },
  { path: '/operations', title: 'page.operations', may: 'operations.read', page: () => import('@/pages/operations/Operations.vue') },
  {
    path: '/accounts',
    title: 'page.accounts',
    may: 'account.read',
    whoMay: 'accounts.whoMay',
    page: () => import('@/pages/accounts/Accounts.vue'),
  },
  { path: '/audit', title: 'page.audit', may: 'access.read', whoMay: 'audit.whoMay', page: () => import('@/pages/audit/Audit.vue') },
  {
    path: '/drills/:id',
    title: 'page.drills',
    may: 'drill.lead',
    offered: 'nobody',
    ownBar: true,
    fills: true,
    page: () => import('@/pages/drills/Drill.vue'),
  },
]

/** New address of a page that has moved: a drill by ?id=. */
export function movedTo({ path, query: { id, ...query } }: Pick<RouteLocationNormalized, 'path' | 'query'>) {
  return path === '/drills' && typeof id === 'string' ? { path: `/drills/${id}`, query, replace: true } : true
}
