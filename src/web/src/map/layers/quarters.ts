import type MultiPolygon from 'ol/geom/MultiPolygon'
import Point from 'ol/geom/Point'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, label, style } from '../drawn'
import { features } from '../features'
import { once, type Layer } from '../layer'
import { middleOf } from './names'

/** A grid or an estate with the ground that was drawn for it. */
export type QuarterMark = { id: string; name: string; shape: MultiPolygon }

export const quarters: Layer<QuarterMark> = {
  id: 'quarters',
  order: 45,
  word: 'map.layer.quarters',
  choice: false,
  shown: true,
  legend: [
    {
      word: 'map.layer.quarters',
      sign: { shape: 'box', fill: 'transparent', line: 'var(--act)' },
      rows: (marks) => once(marks.length > 0),
    },
  ],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ name: one.name }, true)
      feature.setGeometry(one.shape)
    },
    (feature) => quarterLooks(feature.get('name') as string),
  ),
}

const plain = () =>
  style(
    'quarter',
    () =>
      new Style({
        fill: new Fill({ color: colour('act', 0.06) }),
        stroke: new Stroke({ color: colour('act'), width: 2, lineDash: [8, 4] }),
      }),
  )
/** Ground with its name in it; none where it is empty. */
export const quarterLooks = (name: string) =>
  name
    ? [
        plain(),
        style(
          `quarter/${name}`,
          () => new Style({ image: label({ text: name, size: 14 }), geometry: (one) => middlePoint(one.getGeometry() as MultiPolygon) }),
        ),
      ]
    : [plain()]
const middlePoint = (shape: MultiPolygon) => new Point(middleOf(shape))
