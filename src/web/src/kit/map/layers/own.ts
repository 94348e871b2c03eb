import { toLonLat } from 'ol/proj'
import CircleStyle from 'ol/style/Circle'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, style } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type OwnMark = { id: string; x: number; y: number }

/** Position of the user. */
export const own: Layer<OwnMark> = {
  id: 'own',
  order: 120,
  word: 'map.layer.own',
  choice: false,
  shown: true,
  legend: [{ word: 'map.layer.own', sign: { shape: 'disc', fill: 'var(--act)' }, rows: (marks) => once(marks.length > 0) }],
  list: (marks) =>
    marks.map(({ id, x, y }) => ({
      id,
      text: toLonLat([x, y])
        .map((degree) => degree.toFixed(5))
        .join(' '),
    })),
  hit: () => null,
  draw: features(
    (feature, one) => movePoint(feature, one.x, one.y),
    () =>
      style(
        'own',
        () =>
          new Style({
            image: new CircleStyle({
              radius: 9,
              fill: new Fill({ color: colour('act') }),
              stroke: new Stroke({ color: colour('land'), width: 4 }),
            }),
          }),
      ),
  ),
}
