import type MultiPolygon from 'ol/geom/MultiPolygon'
import Point from 'ol/geom/Point'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, label, style } from '@/kit/map/drawn'
import { features } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'
import { middleOf } from '@/kit/map/layers/names'

/** Drawn ground, with its name. */
export type DrawnGround = { id: string; name: string; shape: MultiPolygon }

/** A layer of such ground, for a map on which it is drawn or changed: always shown, and nothing on it is clicked. */
export const drawnGround = (id: string, order: number, word: Layer<DrawnGround>['word']): Layer<DrawnGround> => ({
  id,
  order,
  word,
  choice: false,
  shown: true,
  legend: [{ word, sign: { shape: 'box', fill: 'transparent', line: 'var(--act)' }, rows: (marks) => once(marks.length > 0) }],
  list: (marks) => marks.map(({ id: one, name }) => ({ id: one, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ name: one.name }, true)
      feature.setGeometry(one.shape)
    },
    (feature) => groundLooks(feature.get('name') as string),
  ),
})

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
export const groundLooks = (name: string) =>
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
