import { useQueries } from './cache'
import type { Readable } from './read'

/** One value of a view, as the line tells it. */
type Change = { view: string; key: string; value: unknown; position: number }
type Asked = { path?: Record<string, unknown>; query?: Record<string, unknown> }
/** Whether news may change what was answered. */
type Rule = (change: Change, asked: Asked) => boolean

const any: Rule = () => true
const named =
  (slot: string): Rule =>
  ({ key }, { path }) =>
    path?.[slot] === key
/** Of an order at a receiver: "order/receiver". */
const ofOrder: Rule = ({ key }, { path }) => key.split('/')[0] === path?.orderId
/** Of a thing in an incident; what is gone no longer says in which. */
const ofIncident: Rule = ({ value }, { path }) => !value || (value as { incident?: string }).incident === path?.id
/** A task that is late now, or is there no more. */
const isLate: Rule = ({ value }) => !value || (value as { late?: boolean }).late === true
const below: Rule = ({ key }, { path }) => key.startsWith(String(path?.code))

/** What a community has ready; counted for its street. */
const readiness = { '/api/divisions/{code}/communities': below, '/api/readiness/{code}': below, '/api/readiness/{code}/summary': below }

/** What is told live, by view, and which questions it makes worth asking again. All that follows the line stands here. */
export const news: Readonly<Record<string, Partial<Record<Readable | 'impact' | 'shelters' | 'orders received' | 'warnings', Rule>>>> = {
  team: {
    ...readiness,
    '/api/communities/{code}/team': named('code'),
    '/api/communities/{code}/team/roster': named('code'),
    '/api/communities/{code}/team/week': named('code'),
  },
  desk: {
    '/api/authorities/{authority}/duty': named('authority'),
    '/api/authorities/{authority}/duty/roster': named('authority'),
    '/api/authorities/{authority}/duty/officers': named('authority'),
  },
  register: { ...readiness, '/api/communities/{code}/residents': named('code') },
  plan: { ...readiness, '/api/communities/{code}/plan': named('code') },
  stock: { ...readiness, '/api/communities/{code}/supplies': named('code'), '/api/stores/{code}': any },
  'task-supplies': {
    '/api/divisions/{code}/communities': any,
    '/api/readiness/{code}': any,
    '/api/communities/{code}/supplies': any,
    impact: any,
  },
  shelter: { '/api/shelters': any, shelters: any, impact: any },
  case: { '/api/cases': any },
  care: { '/api/care': any, '/api/care/{id}': named('id') },
  confirmation: {
    '/api/confirmations': any,
    '/api/retention': any,
    '/api/counties/{county}/deadlines': any,
    '/api/counties/{county}/packs': any,
  },
  retention: { '/api/retention': any },
  response: { '/api/responses': any },
  figures: { '/api/incidents/{id}/tasks': ofIncident },
  task: { '/api/incidents/{id}/tasks': ofIncident, '/api/incidents/late-tasks': isLate },
  handover: { '/api/incidents/{id}/handovers/{handoverId}': named('handoverId'), '/api/handovers/received': any },
  order: { '/api/orders': any, 'orders received': any, '/api/orders/{orderId}': ofOrder },
  warning: { warnings: any, '/api/warnings/{warningId}': named('warningId') },
  drill: {
    '/api/drills': any,
    '/api/drills/{drillId}': any,
    '/api/drills/{drillId}/report': any,
    '/api/drills/{drillId}/players': any,
    '/api/schedules/calendar': any,
  },
  hazards: {
    ...readiness,
    '/api/communities/{code}/hazards': named('code'),
    '/api/communities/{code}/hazards/{hazardId}': named('code'),
    '/api/streets/{code}/hazards': below,
    '/api/divisions/{code}/hazard-points': below,
  },
  quarters: { '/api/divisions/{code}/grids': below, '/api/communities/{code}/quarters': named('code') },
  risk: { '/api/divisions/{code}/risk-points': any, '/api/risk-points/mine': any },
  improvement: { '/api/improvements': any },
}

/** Hears one change of the line: the questions it concerns are asked soon. */
export function useNews() {
  const queries = useQueries()
  return (change: Change) => {
    const rules = news[change.view]
    if (!rules) return
    for (const query of queries.active) {
      const [path, asked] = query.queryKey as [keyof typeof rules, Asked | undefined]
      if (rules[path]?.(change, asked ?? {})) queries.soon(query, change.position)
    }
  }
}
