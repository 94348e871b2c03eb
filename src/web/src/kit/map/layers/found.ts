import CircleStyle from 'ol/style/Circle'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import Text from 'ol/style/Text'
import { token } from '@/base/look/theme'
import { colour, style } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type FoundMark = { id: string; name: string; x: number; y: number }

/** Result of a search by name, until the next one. */
export const found: Layer<FoundMark> = {
  id: 'found',
  order: 95,
  word: 'map.layer.found',
  choice: false,
  shown: true,
  legend: [{ word: 'map.layer.found', sign: { shape: 'disc', fill: 'none', line: 'var(--act)' }, rows: (marks) => once(marks.length > 0) }],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ name: one.name }, true)
      movePoint(feature, one.x, one.y)
    },
    (feature) =>
      style(
        `found/${feature.get('name') as string}`,
        () =>
          new Style({
            image: new CircleStyle({ radius: 16, stroke: new Stroke({ color: colour('act'), width: 4 }) }),
            text: new Text({
              text: feature.get('name') as string,
              font: `700 14px ${token('font')}`,
              offsetY: 30,
              fill: new Fill({ color: colour('t1') }),
              stroke: new Stroke({ color: colour('land'), width: 4 }),
            }),
          }),
      ),
  ),
}
