import CircleStyle from 'ol/style/Circle'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { t } from '@/base/words'
import { colour, style } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type PickedMark = { id: string; x: number; y: number }

/** The place chosen on a form's map. */
export const picked: Layer<PickedMark> = {
  id: 'picked',
  order: 97,
  word: 'map.layer.picked',
  choice: false,
  shown: true,
  legend: [
    { word: 'map.layer.picked', sign: { shape: 'disc', fill: 'var(--act)', line: 'var(--land)' }, rows: (marks) => once(marks.length > 0) },
  ],
  list: (marks) => marks.map(({ id }) => ({ id, text: t('map.layer.picked') })),
  hit: () => null,
  draw: features(
    (feature, one) => movePoint(feature, one.x, one.y),
    () =>
      style(
        'picked',
        () =>
          new Style({
            image: new CircleStyle({
              radius: 9,
              fill: new Fill({ color: colour('act') }),
              stroke: new Stroke({ color: colour('land'), width: 3 }),
            }),
          }),
      ),
  ),
}
