import { address, type Page } from '@/kit/phone/route'
import type { Due } from '@/across/today/today'

/**
 * Tasks that the phone can do, by the beginning of their kind: its page, and the parameter of the desk's address that names the single
 * thing.
 */
const here: readonly (readonly [string, Page, thing?: string])[] = [
  ['visit', 'visits'],
  ['care', 'care'],
  ['order-approve', 'today'],
  ['order', 'orders'],
  ['patrol', 'patrol', 'patrol'],
  ['risk', 'risks', 'risk'],
  ['roster-gap', 'roster'],
  ['swap', 'roster'],
  ['round-roster-week', 'roster'],
  ['round-stocktaking', 'stocktake'],
  ['round-street-stocktaking', 'stocktake'],
  ['hazard-decide', 'today'],
  ['hazard', 'hazards', 'hazard'],
  ['round-hazard-review', 'hazards'],
]

/** Link to a line's task on the phone; null where only a desk can do it. */
export function phoneLink(one: Pick<Due, 'kind' | 'link'>): string | null {
  const there = here.find(([begin]) => one.kind.startsWith(begin))
  if (!there || there[1] === 'today') return null
  const [, page, thing] = there
  const id = thing ? new URLSearchParams(one.link.split('#')[0]!.split('?')[1] ?? '').get(thing) : null
  return `/team${address(page, id ?? '')}`
}
