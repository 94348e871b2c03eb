import type MultiPolygon from 'ol/geom/MultiPolygon'
import { t } from '@/base/words'
import { groundLooks } from '@/kit/map/drawnGround'
import { features } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

/** A grid with its drawn ground and its chief. */
export type GridMark = {
  id: string
  community: string
  name: string
  /** Nothing where it has no chief. */
  chief: string | undefined
  buildings: number
  shape: MultiPolygon
}

/** Farther away names would cover each other. */
const nameFrom = 14

/** The grids of the streets in sight; marks on them take clicks first. */
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
