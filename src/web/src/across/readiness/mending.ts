import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import type { Permission } from '@/base/wire/permissions'
import type { Duty } from '@/across/readiness/standing'

type Mending = {
  /** The part of /street where the gap is closed. */
  part: string
  /** Query with which that part opens. */
  open?: Readonly<Record<string, string>>
  /** Permission for that part; without one everybody who sees the street may open it. */
  may?: Permission
  /** No drill has the data of this part. */
  live?: true
}

/** Places where a gap is closed, by the evidence for the duty. */
const mendings: Readonly<Record<string, Mending>> = {
  roster: { part: 'roster', open: { tab: 'week' }, may: 'team.read' },
  team: { part: 'roster', may: 'team.read' },
  posting: { part: 'roster', may: 'team.read' },
  register: { part: 'residents', open: { only: 'unverified=1' }, may: 'residents.read' },
  entrusted: { part: 'residents', open: { tab: 'entrusted' }, may: 'residents.read' },
  'entrusted-checks': { part: 'residents', open: { tab: 'entrusted' }, may: 'residents.read' },
  visits: { part: 'visits', may: 'visit.overview', live: true },
  'temporary-care': { part: 'care', may: 'care.read', live: true },
  orders: { part: 'received', may: 'order.see' },
  plan: { part: 'plan' },
  'plan-team-stock': { part: 'plan' },
  'team-stock': { part: 'stock' },
  stock: { part: 'stock' },
  estates: { part: 'parties', may: 'party.read', live: true },
  'property-asks': { part: 'parties', may: 'party.read', live: true },
  lists: { part: 'lists', may: 'lists.decide', live: true },
  hazards: { part: 'hazards', may: 'hazard.read', live: true },
}

/** Gaps closed on a page of their own; the county's own duties among them. */
const pages: Readonly<Record<string, { to: string; may: Permission }>> = {
  drill: { to: '/drills', may: 'drill.lead' },
  desk: { to: '/command?do=roster', may: 'duty.read' },
  links: { to: '/lines', may: 'hotline.board' },
}

/** The address where the gap is closed, with its street; null where the user may not open it: somebody must then be rung. */
export function mendAt(duty: Pick<Duty, 'evidence'>, division: string): string | null {
  const page = pages[duty.evidence ?? '']
  if (page) return mayDo(page.may) ? page.to : null
  const there = mendings[duty.evidence ?? '']
  if (!there || (there.may && !mayDo(there.may)) || (there.live && realm)) return null
  const query = new URLSearchParams({ ...at(division), ...there.open }).toString()
  return `/street${query ? `?${query}` : ''}#${there.part}`
}

/** Address that shows the gaps of a division: the readiness of its street. */
export const seenAt = (division: string) => `/street?${new URLSearchParams(at(division)).toString()}#readiness`

const streetDigits = 9
const at = (division: string) => ({
  ...(division.length >= streetDigits ? { street: division.slice(0, streetDigits) } : {}),
  ...(division.length > streetDigits ? { community: division } : {}),
})
