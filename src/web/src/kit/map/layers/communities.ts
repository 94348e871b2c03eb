import type { Division } from '@/kit/map/boundaries'
import { features } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'
import { line } from '@/kit/map/line'

/** The lines between communities. */
export const communities: Layer<Division> = {
  id: 'communities',
  order: 30,
  word: 'map.layer.communities',
  choice: false,
  shown: true,
  zoom: [12, 30],
  legend: [],
  list: { by: 'names' },
  hit: () => null,
  draw: features(
    (feature, one) => feature.setGeometry(one.shape),
    (_, view) => line('community', view.level() === 'far' ? 1 : 1.6),
  ),
}
