import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import type { Division } from '@/kit/map/boundaries'
import { colour, style } from '@/kit/map/drawn'
import { features } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'

/** The ground of the whole division, with its outer line. */
export const land: Layer<Division> = {
  id: 'land',
  order: 10,
  word: 'map.layer.land',
  choice: false,
  shown: true,
  legend: [],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => feature.setGeometry(one.shape),
    () =>
      style(
        'county',
        () => new Style({ fill: new Fill({ color: colour('land') }), stroke: new Stroke({ color: colour('county'), width: 2.2 }) }),
      ),
  ),
}
