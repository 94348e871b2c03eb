import type { Boundaries } from '@/kit/map/boundaries'
import { row } from '@/kit/map/layer'
import { communities } from '@/kit/map/layers/communities'
import { land } from '@/kit/map/layers/land'
import { names } from '@/kit/map/layers/names'
import { streets } from '@/kit/map/layers/streets'

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
