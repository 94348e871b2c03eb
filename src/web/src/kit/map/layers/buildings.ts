import type { Purpose } from '@/kit/signs/symbols'
import { t } from '@/base/words'
import { buildingStyle } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'

/**
 * `open`: number of unsettled among `all` persons at risk behind its doors; `openDoors`: among all doors, undefined where that is not
 * known.
 */
export type BuildingMark = {
  id: string
  name: string
  x: number
  y: number
  open: number
  openDoors: number | undefined
  purpose: Purpose
  all: number
}

/** Buildings with doors inside the area. At the nearest zoom the blocks of doors have the name. */
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

/** The state of a building. The whole building only where every door is settled: persons at risk are only a part of who is inside. */
export const standing = ({ open, openDoors, purpose, all }: Pick<BuildingMark, 'open' | 'openDoors' | 'purpose' | 'all'>) =>
  open
    ? t('map.unsettled', { n: open, total: all })
    : openDoors === undefined
      ? t('map.atRiskDone', { done: all, total: all })
      : openDoors
        ? t('map.restOpen', { done: all, total: all, n: openDoors })
        : t(`map.allDone.${purpose}`)
