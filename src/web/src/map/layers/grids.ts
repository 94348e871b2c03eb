import type MultiPolygon from 'ol/geom/MultiPolygon'
import { t } from '@/words'
import { groundLooks } from '../drawnGround'
import { features } from '../features'
import { once, type Layer } from '../layer'

/** A grid with the ground that was drawn for it, and who leads it. */
export type GridMark = {
  id: string
  community: string
  name: string
  /** Nothing where nobody leads it. */
  chief: string | undefined
  buildings: number
  shape: MultiPolygon
}

/** Farther away names would cover each other. */
const nameFrom = 14

/** The grids of the streets in sight; what lies on them is clicked before they are. */
export const grids: Layer<GridMark> = {
  id: 'grids',
  order: 35,
  word: 'map.layer.grids',
  choice: true,
  shown: false,
  zoom: [12.5, 30],
  legend: [
    {
      word: 'map.layer.grids',
      sign: { shape: 'box', fill: 'transparent', line: 'var(--act)' },
      rows: (marks, level) => once(marks.length > 0 && level !== 'county'),
    },
  ],
  list: (marks) => marks.map(({ id, name, chief }) => ({ id, text: t('map.grid', { name, chief: chief ?? t('map.gridNobody') }) })),
  hit: (feature) => ({ id: String(feature.getId()), ground: true }),
  draw: features(
    (feature, one) => {
      feature.setProperties({ name: one.name }, true)
      feature.setGeometry(one.shape)
    },
    (feature, view) => groundLooks(view.zoom() >= nameFrom ? (feature.get('name') as string) : ''),
  ),
}
