import type { Row } from '@/kit/routing/row'

/** The pages of the phone, behind the # of /team. A page is its file and its row here; a list and its single item share a file. */
export const rows: readonly Row[] = [
  { path: '/', title: 'page.team', page: () => import('@/pages/team/First.vue') },
  { path: '/:page(who)/:arg?/:sheet?', title: 'task.page.who', page: () => import('@/pages/team/Who.vue') },
  { path: '/:page(tasks)/:arg?/:sheet?', title: 'task.page.tasks', page: () => import('@/pages/team/MyTasks.vue') },
  { path: '/:page(doors|door)/:arg?/:sheet?', title: 'task.page.doors', page: () => import('@/pages/team/Doors.vue') },
  { path: '/:page(report)/:arg?/:sheet?', title: 'task.page.report', page: () => import('@/features/response/tasks/Report.vue') },
  { path: '/:page(supplies)/:arg?/:sheet?', title: 'task.page.supplies', page: () => import('@/pages/team/MySupplies.vue') },
  { path: '/:page(stocktake)/:arg?/:sheet?', title: 'store.scan.title', page: () => import('@/features/means/stock/Stocktake.vue') },
  { path: '/:page(unsent)/:arg?/:sheet?', title: 'page.team', page: () => import('@/kit/outbox/Unsent.vue') },
  { path: '/:page(incidents)/:arg?/:sheet?', title: 'task.incidents', page: () => import('@/pages/team/Incidents.vue') },
  { path: '/:page(orders)/:arg?/:sheet?', title: 'order.received', page: () => import('@/pages/team/Orders.vue') },
  { path: '/:page(roster)/:arg?/:sheet?', title: 'team.mine.title', page: () => import('@/features/access/teams/MyRoster.vue') },
  { path: '/:page(shelters)/:arg?/:sheet?', title: 'shelter.shelters', page: () => import('@/pages/team/NearShelters.vue') },
  { path: '/:page(visits)/:arg?/:sheet?', title: 'visit.title', page: () => import('@/features/care/visits/Walk.vue') },
  { path: '/:page(visit)/:arg/:sheet?', title: 'visit.title', page: () => import('@/features/care/visits/VisitPage.vue') },
  { path: '/:page(today)/:arg?/:sheet?', title: 'today.title', page: () => import('@/across/today/TodayPhone.vue') },
  { path: '/:page(children)/:arg?/:sheet?', title: 'children.title', page: () => import('@/pages/team/MyChildren.vue') },
  { path: '/:page(care)/:arg?/:sheet?', title: 'care.cases', page: () => import('@/pages/team/MyCases.vue') },
  {
    path: '/:page(patrol)/:arg?/:sheet?',
    title: 'hazard.patrol.title',
    page: () => import('@/features/prevention/patrols/PatrolWalk.vue'),
  },
  {
    path: '/:page(hazards|risks)/:arg?/:sheet?',
    title: 'hazard.mine.title',
    page: () => import('@/features/prevention/hazards/GridHazards.vue'),
  },
  { path: '/:page(hazard)/:arg?/:sheet?', title: 'hazard.find', page: () => import('@/features/prevention/hazards/PhoneHazard.vue') },
]
