import type Geometry from 'ol/geom/Geometry'
import type MultiPolygon from 'ol/geom/MultiPolygon'
import Style from 'ol/style/Style'
import { cityStreet } from '@/kit/geo/names'
import type { Division } from '@/kit/map/boundaries'
import { label, style } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import type { Layer, MapView } from '@/kit/map/layer'

/** The names of streets and communities; they give way to all else. */
export const names: Layer<Division> = {
  id: 'names',
  order: 90,
  word: 'map.layer.names',
  choice: true,
  shown: true,
  legend: [],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ name: one.name, street: one.id.length <= 9, inCity: one.town === cityStreet }, true)
      movePoint(feature, ...middleOf(one.shape))
    },
    (feature, view) =>
      feature.get('street')
        ? streetName(feature.get('name') as string, feature.get('inCity') as boolean, view)
        : communityName(feature.get('name') as string, view),
    'map',
  ),
}

function streetName(name: string, inCity: boolean, view: MapView) {
  const level = view.level()
  if (level === 'near' || level === 'building' || (view.zoom() < 11 && inCity)) return undefined
  const size = level === 'county' ? 12 : 14
  return style(`name/street/${size}/${name}`, () => new Style({ image: label({ text: name, size }), zIndex: 1 }))
}

function communityName(name: string, view: MapView) {
  const level = view.level()
  if (level === 'county' || level === 'far' || level === 'building') return undefined
  const size = level === 'street' ? 12 : 15
  return style(`name/community/${size}/${name}`, () => new Style({ image: label({ text: name, size, ink: 't3' }), zIndex: 2 }))
}

/** Position of a name: inside, in the broadest part of the largest piece. */
export function middleOf(geometry: Geometry): [x: number, y: number] {
  const points = (geometry as MultiPolygon).getInteriorPoints?.().getCoordinates() ?? []
  const [x = 0, y = 0] = points.sort((a, b) => b[2]! - a[2]!)[0] ?? []
  return [x, y]
}
