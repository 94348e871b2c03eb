import { answer, api, type Schemas } from '@/base/api/http'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { useRead } from '@/kit/queries/read'

export type Kept = Schemas['KeptShown']
export type Basis = NonNullable<Schemas['NewErasure']['basis']>

/** True when the user may decide or hold; a drill has none of it. */
export const seesKept = () => !realm && mayDo('retention.read')

const hour = 3_600_000

/**
 * Expired records that wait for a decision, and held ones; with `all` also unexpired, extended and archived ones. Terms are days long:
 * loaded after a decision, and each hour.
 */
export function useKept(all: () => boolean) {
  const asked = useRead('/api/retention', () => (seesKept() ? { query: { all: all() } } : null), { every: hour })
  return asked
}

/** Asks for its end: somebody else confirms. */
export function askEnd(one: Kept, basis: Basis) {
  const [id = '', visitor = ''] = one.subject.split('/')
  const body = { basis }
  switch (one.class) {
    case 'callers':
      return answer(() => api.POST('/api/incidents/{id}/caller/erase', { params: { path: { id } }, body }))
    case 'case':
      return answer(() => api.POST('/api/cases/{caseId}/caller/erase', { params: { path: { caseId: id } }, body }))
    case 'visitor':
      return answer(() =>
        api.POST('/api/incidents/{id}/doors/{community}/visitors/{personId}/erase', {
          params: { path: { id, community: one.place, personId: visitor } },
          body,
        }),
      )
    case 'account':
      return answer(() => api.POST('/api/accounts/{account}/erase', { params: { path: { account: id } }, body }))
    default:
      return answer(() =>
        api.POST('/api/communities/{code}/team/members/{member}/erase', { params: { path: { code: one.place, member: id } }, body }),
      )
  }
}
