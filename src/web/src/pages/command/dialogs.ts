import { later } from '@/parts/later'
import { needLater } from '@/words'

/** Parts that the desk loads later. */
const loads = {
  calm: () => import('./CalmDay.vue'),
  deadlines: () => import('@/deadlines/Deadlines.vue'),
  help: () => import('./Help.vue'),
  report: () => import('@/incidents/NewIncident.vue'),
  task: () => import('@/tasks/board/TaskDialog.vue'),
  order: () => import('@/orders/OrderDialog.vue'),
  handover: () => import('@/handovers/HandoverDialog.vue'),
  phoned: () => import('@/handovers/Phoned.vue'),
  end: () => import('./EndDialog.vue'),
  response: () => import('@/responses/ResponseDialog.vue'),
  outside: () => import('@/orders/Issued.vue'),
  shelters: () => import('@/shelters/Shelters.vue'),
  where: () => import('./WherePanel.vue'),
  settle: () => import('./ToSettle.vue'),
  replay: () => import('@/timeline/ReplayBar.vue'),
}
export const CalmDay = later(loads.calm)
export const Deadlines = later(loads.deadlines)
export const Help = later(loads.help)
export const NewIncident = later(loads.report)
export const TaskDialog = later(loads.task)
export const OrderDialog = later(loads.order)
export const HandoverDialog = later(loads.handover)
export const Phoned = later(loads.phoned)
export const EndDialog = later(loads.end)
export const ResponseDialog = later(loads.response)
export const Issued = later(loads.outside)
export const Shelters = later(loads.shelters)
export const WherePanel = later(loads.where)
export const ToSettle = later(loads.settle)
export const ReplayBar = later(loads.replay)

/**
 * Loads them as soon as the first list shows, so that each opens at once, without network too. A failed one is loaded again when it opens.
 */
export const haveDialogs = () => Promise.allSettled([...Object.values(loads).map((load) => load()), needLater()])
