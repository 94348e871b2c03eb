import { byHour } from '@/look/theme'
import type { RouteLocationNormalized } from 'vue-router'
import type { Row } from '@/routing/row'
import { need } from '@/words'

/** The pages of the desks. A page is its file and its row here. */
export const rows: readonly Row[] = [
  {
    path: '/command',
    title: 'page.command',
    offered: 'live.division',
    theme: byHour,
    fills: true,
    page: () => import('./command/Command.vue'),
  },
  {
    path: '/street',
    title: 'page.street',
    may: 'readiness.read',
    whoMay: 'street.whoMay',
    page: () => import('./street/StreetDesk.vue'),
    within: async () => (await Promise.all([import('./street/within'), need('/street')]))[0].partsWithin(),
  },
  { path: '/counties', title: 'page.counties', may: 'live.division', levels: [4], page: () => import('./counties/Counties.vue') },
  { path: '/readiness', title: 'page.readiness', may: 'readiness.summary', page: () => import('./readiness/CountyReadiness.vue') },
  { path: '/months', title: 'page.months', may: 'month-report.read', levels: [6], page: () => import('./months/CountyMonths.vue') },
  { path: '/matters', title: 'page.matters', may: 'lists.read', levels: [6], page: () => import('./matters/CountyMatters.vue') },
  { path: '/civil', title: 'page.civil', may: 'care.answer', offered: 'care.answer', page: () => import('./civil/CivilHome.vue') },
  { path: '/protection', title: 'page.protection', may: 'protection.read', page: () => import('./protection/Protection.vue') },
  { path: '/clinic', title: 'page.clinic', may: 'clinic.read', page: () => import('./clinic/Clinic.vue') },
  { path: '/party', title: 'page.party', may: 'party.own', page: () => import('./party/PartyHome.vue') },
  {
    path: '/warnings',
    title: 'page.warnings',
    may: 'call.reach',
    whoMay: 'warning.whoMay',
    theme: byHour,
    fills: true,
    page: () => import('./warnings/WarningDesk.vue'),
  },
  { path: '/drills', title: 'page.drills', may: 'drill.lead', page: () => import('./drills/Drills.vue') },
  { path: '/lines', title: 'page.lines', may: 'hotline.board', page: () => import('./lines/Lines.vue') },
  { path: '/operations', title: 'page.operations', may: 'operations.read', page: () => import('./operations/Operations.vue') },
  {
    path: '/accounts',
    title: 'page.accounts',
    may: 'account.read',
    whoMay: 'accounts.whoMay',
    page: () => import('./accounts/Accounts.vue'),
  },
  { path: '/audit', title: 'page.audit', may: 'access.read', whoMay: 'audit.whoMay', page: () => import('./audit/Audit.vue') },
  {
    path: '/drills/:id',
    title: 'page.drills',
    may: 'drill.lead',
    offered: 'nobody',
    ownBar: true,
    fills: true,
    page: () => import('./drills/Drill.vue'),
  },
]

/** New address of a page that has moved: a drill by ?id=. */
export function movedTo({ path, query: { id, ...query } }: Pick<RouteLocationNormalized, 'path' | 'query'>) {
  return path === '/drills' && typeof id === 'string' ? { path: `/drills/${id}`, query, replace: true } : true
}
