import type { Duty } from './standing'

/** Where a gap is closed: the part of /street, by what would show the duty. */
const parts: Readonly<Record<string, string>> = {
  roster: 'roster',
  register: 'residents',
  entrusted: 'residents',
  'entrusted-checks': 'residents',
  visits: 'visits',
  'temporary-care': 'care',
  orders: 'received',
  plan: 'plan',
  'plan-team-stock': 'plan',
  team: 'roster',
  posting: 'roster',
  'team-stock': 'stock',
  stock: 'stock',
  hazards: 'hazards',
}
export const partOf = (duty: Duty) => parts[duty.evidence ?? ''] ?? duty.evidence ?? 'readiness'

/** What that part is to open. */
export const queryOf = (duty: Duty, community: string) =>
  new URLSearchParams({
    community,
    ...(duty.evidence?.startsWith('entrusted') ? { tab: 'entrusted' } : {}),
    ...(duty.evidence === 'roster' ? { tab: 'week' } : {}),
    ...(duty.evidence === 'register' ? { only: 'unverified=1' } : {}),
  }).toString()

/** The very place where the gap is closed: a drill is planned on its own page, all else on the street's. */
export const mendAt = (duty: Duty, community: string) =>
  duty.evidence === 'drill' ? '/drills' : `/street?${queryOf(duty, community)}#${partOf(duty)}`
