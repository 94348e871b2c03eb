import type MultiPolygon from 'ol/geom/MultiPolygon'
import { features } from '../features'
import { once, type Layer } from '../layer'
import { quarterLooks } from './quarters'

export type BoundaryMark = { id: string; name: string; shape: MultiPolygon }

/** A boundary as it is drawn, before it is kept. */
export const drawnBoundary: Layer<BoundaryMark> = {
  id: 'drawnBoundary',
  order: 46,
  word: 'map.layer.drawnBoundary',
  choice: false,
  shown: true,
  legend: [
    {
      word: 'map.layer.drawnBoundary',
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
