import { address, type Page } from '@/phone/route'
import type { Due } from './today'

/** What the phone itself can do, by how the kind begins, and under which name the desk's address names the single thing. */
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

/** Where a line is done on the phone; null where only a desk does it. */
export function phoneLink(one: Pick<Due, 'kind' | 'link'>): string | null {
  const there = here.find(([begin]) => one.kind.startsWith(begin))
  if (!there || there[1] === 'today') return null
  const [, page, thing] = there
  const id = thing ? new URLSearchParams(one.link.split('#')[0]!.split('?')[1] ?? '').get(thing) : null
  return `/team${address(page, id ?? '')}`
}
