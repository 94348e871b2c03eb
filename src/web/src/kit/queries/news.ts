import { useQueries } from '@/kit/queries/cache'
import type { Readable } from '@/kit/queries/read'

/** A value of a view, as the live connection sends it. */
type Change = { view: string; key: string; value: unknown; position: number }
type Asked = { path?: Record<string, unknown>; query?: Record<string, unknown> }
/** True when the change may affect the answer. */
type Rule = (change: Change, asked: Asked) => boolean

const any: Rule = () => true
const named =
  (slot: string): Rule =>
  ({ key }, { path }) =>
    path?.[slot] === key
/** Matches an order at a receiver: "order/receiver". */
const ofOrder: Rule = ({ key }, { path }) => key.split('/')[0] === path?.orderId
/** Matches things of an incident; a removed thing no longer names its incident. */
const ofIncident: Rule = ({ value }, { path }) => !value || (value as { incident?: string }).incident === path?.id
/** A task that is late now, or no longer exists. */
const isLate: Rule = ({ value }) => !value || (value as { late?: boolean }).late === true
const below: Rule = ({ key }, { path }) => key.startsWith(String(path?.code))

/** Readiness of a community; counted for its street. */
const readiness = { '/api/divisions/{code}/communities': below, '/api/readiness/{code}': below, '/api/readiness/{code}/summary': below }

/** Queries that live changes of each view may affect. All dependencies on the live connection stand here. */
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

/** Handles a change from the live connection: affected queries are loaded soon. */
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
