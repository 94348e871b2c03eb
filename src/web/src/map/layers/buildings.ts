import { t } from '@/words'
import { buildingStyle } from '../drawn'
import { features, movePoint } from '../features'
import type { Layer } from '../layer'

/** `open`: of `all` behind its doors, how many nobody has settled. */
export type BuildingMark = { id: string; name: string; x: number; y: number; open: number; all: number }

/** Buildings with doors inside the area. Nearest, the blocks of doors bear the name. */
export const buildings: Layer<BuildingMark> = {
  id: 'buildings',
  order: 50,
  word: 'map.layer.buildings',
  choice: false,
  shown: true,
  zoom: [15.5, 30],
  legend: [],
  list: (marks) => marks.map((one) => ({ id: one.id, text: `${one.name} ${standing(one)}` })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.set('name', one.name, true)
      movePoint(feature, one.x, one.y)
    },
    (feature, view, again) => buildingStyle(view.zoom() > 16.6 ? '' : (feature.get('name') as string), again),
  ),
}

const standing = ({ open, all }: BuildingMark) => (open ? t('map.unsettled', { n: open, total: all }) : t('map.allSettled'))
