import { later } from '@/kit/parts/later'
import { needLater } from '@/base/words'

/** Parts that the desk loads later. */
const loads = {
  calm: () => import('@/pages/command/CalmDay.vue'),
  deadlines: () => import('@/features/access/counties/Deadlines.vue'),
  help: () => import('@/pages/command/Help.vue'),
  report: () => import('@/features/response/incidents/NewIncident.vue'),
  task: () => import('@/features/response/tasks/board/TaskDialog.vue'),
  order: () => import('@/features/response/orders/OrderDialog.vue'),
  handover: () => import('@/features/response/handovers/HandoverDialog.vue'),
  phoned: () => import('@/features/response/handovers/Phoned.vue'),
  end: () => import('@/pages/command/EndDialog.vue'),
  response: () => import('@/features/response/responses/ResponseDialog.vue'),
  outside: () => import('@/features/response/orders/Issued.vue'),
  shelters: () => import('@/across/shelters/Shelters.vue'),
  where: () => import('@/pages/command/WherePanel.vue'),
  settle: () => import('@/pages/command/ToSettle.vue'),
  replay: () => import('@/across/timelines/ReplayBar.vue'),
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
