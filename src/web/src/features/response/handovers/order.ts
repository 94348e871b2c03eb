import type { HandoverLight } from '@/base/lights/lights'

const stages: readonly HandoverLight['stage'][] = [
  'returned',
  'queued',
  'delivered',
  'none',
  'accepted',
  'progressed',
  'completed',
  'recalled',
]
const rank = (one: HandoverLight) => (one.stage === 'returned' ? 0 : one.rings ? 1 : 2 + stages.indexOf(one.stage))
/** Below 0: a stands before b. Returned ones first, then unanswered ones. */
export const worseFirst = (a: HandoverLight, b: HandoverLight) => rank(a) - rank(b) || b.offeredAt.localeCompare(a.offeredAt)
/** The hotline of a kind of hand-over, as it is dialled; null for the office of civil affairs. */
export const dialOf: Record<NonNullable<HandoverLight['kind']>, string | null> = {
  ambulance: '120',
  'fire-rescue': '119',
  police: '110',
  'service-order': '12345',
  'civil-affairs': null,
}
