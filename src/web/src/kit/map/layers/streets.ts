import type { Division } from '@/kit/map/boundaries'
import { features } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'
import { line } from '@/kit/map/line'

/** The lines between streets and townships. */
export const streets: Layer<Division> = {
  id: 'streets',
  order: 32,
  word: 'map.layer.streets',
  choice: false,
  shown: true,
  legend: [],
  list: { by: 'names' },
  hit: () => null,
  draw: features(
    (feature, one) => feature.setGeometry(one.shape),
    (_, view) => line('township', view.zoom() < 12 ? 1.2 : 2),
  ),
}
