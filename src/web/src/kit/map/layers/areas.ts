import { getHeight, getWidth } from 'ol/extent'
import type Geometry from 'ol/geom/Geometry'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, style } from '@/kit/map/drawn'
import { features } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'

type Look = 'live' | 'contained' | 'drill'
export type AreaMark = { id: string; title: string; shape: Geometry; selected: boolean; look: Look }

const ink: Record<Look, string> = { live: 'danger', drill: 'drill', contained: 'mute' }
/** Radius below which areas are not drawn; pixels. */
const least = 20

/** The areas of incidents. */
export const areas: Layer<AreaMark> = {
  id: 'areas',
  order: 40,
  word: 'map.layer.areas',
  choice: true,
  shown: true,
  legend: [],
  list: (marks) => marks.map(({ id, title }) => ({ id, text: title })),
  hit: (feature) => ({ id: String(feature.getId()) }),
  draw: features(
    (feature, one) => {
      const there = feature.getGeometry() === one.shape
      if (there && feature.get('selected') === one.selected && feature.get('look') === one.look) return
      feature.setProperties({ selected: one.selected, look: one.look }, true)
      if (there) feature.changed()
      else feature.setGeometry(one.shape)
    },
    (feature, view) => {
      const extent = feature.getGeometry()!.getExtent()
      if (Math.max(getWidth(extent), getHeight(extent)) / view.resolution() < least) return undefined
      return edged(feature.get('selected') as boolean, ink[feature.get('look') as Look])
    },
  ),
}

const edged = (selected: boolean, name: string) => [
  style(
    `area/halo/${selected}`,
    () => new Style({ stroke: new Stroke({ color: colour('land', 0.9), width: selected ? 6 : 4 }), zIndex: 0 }),
  ),
  style(
    `area/${name}/${selected}`,
    () =>
      new Style({
        fill: new Fill({ color: colour(name, 0.08) }),
        stroke: new Stroke({ color: colour(name), width: selected ? 3 : 1.8, lineDash: selected ? [14, 5] : [5, 5] }),
        zIndex: 1,
      }),
  ),
]
