import type { Row } from '@/routing/row'

/** The pages of the phone, behind the # of /team. A page is its file and its row here; a list and its single item share a file. */
export const rows: readonly Row[] = [
  { path: '/', title: 'page.team', page: () => import('./team/First.vue') },
  { path: '/:page(who)/:arg?/:sheet?', title: 'task.page.who', page: () => import('./team/Who.vue') },
  { path: '/:page(tasks)/:arg?/:sheet?', title: 'task.page.tasks', page: () => import('./team/MyTasks.vue') },
  { path: '/:page(doors|door)/:arg?/:sheet?', title: 'task.page.doors', page: () => import('./team/Doors.vue') },
  { path: '/:page(report)/:arg?/:sheet?', title: 'task.page.report', page: () => import('@/tasks/Report.vue') },
  { path: '/:page(supplies)/:arg?/:sheet?', title: 'task.page.supplies', page: () => import('./team/MySupplies.vue') },
  { path: '/:page(stocktake)/:arg?/:sheet?', title: 'store.scan.title', page: () => import('@/supplies/Stocktake.vue') },
  { path: '/:page(unsent)/:arg?/:sheet?', title: 'page.team', page: () => import('@/outbox/Unsent.vue') },
  { path: '/:page(incidents)/:arg?/:sheet?', title: 'task.incidents', page: () => import('./team/Incidents.vue') },
  { path: '/:page(orders)/:arg?/:sheet?', title: 'order.received', page: () => import('./team/Orders.vue') },
  { path: '/:page(roster)/:arg?/:sheet?', title: 'team.mine.title', page: () => import('@/teams/MyRoster.vue') },
  { path: '/:page(shelters)/:arg?/:sheet?', title: 'shelter.shelters', page: () => import('./team/NearShelters.vue') },
  { path: '/:page(visits)/:arg?/:sheet?', title: 'visit.title', page: () => import('@/visits/Walk.vue') },
  { path: '/:page(visit)/:arg/:sheet?', title: 'visit.title', page: () => import('@/visits/VisitPage.vue') },
  { path: '/:page(today)/:arg?/:sheet?', title: 'today.title', page: () => import('@/today/TodayPhone.vue') },
  { path: '/:page(children)/:arg?/:sheet?', title: 'children.title', page: () => import('./team/MyChildren.vue') },
  { path: '/:page(care)/:arg?/:sheet?', title: 'care.cases', page: () => import('./team/MyCases.vue') },
  { path: '/:page(patrol)/:arg?/:sheet?', title: 'hazard.patrol.title', page: () => import('@/dangers/PatrolWalk.vue') },
  { path: '/:page(hazards|risks)/:arg?/:sheet?', title: 'hazard.mine.title', page: () => import('@/dangers/GridHazards.vue') },
  { path: '/:page(hazard)/:arg?/:sheet?', title: 'hazard.find', page: () => import('@/dangers/PhoneHazard.vue') },
]
