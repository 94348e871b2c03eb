import type { Boundaries } from './boundaries'
import { row } from './layer'
import { communities } from './layers/communities'
import { land } from './layers/land'
import { names } from './layers/names'
import { streets } from './layers/streets'

/** The boundaries are the ground of every map. */
export function ground(of: Boundaries) {
  const named = () => [...of.streets.value, ...of.communities.value]
  return [
    row(land, () => of.land.value),
    row(communities, () => of.communities.value),
    row(streets, () => of.streets.value),
    row(names, named),
  ]
}
