import type { Division } from '../boundaries'
import { features } from '../features'
import type { Layer } from '../layer'
import { line } from '../line'

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
