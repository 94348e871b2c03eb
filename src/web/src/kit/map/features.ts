import Feature from 'ol/Feature'
import type Geometry from 'ol/geom/Geometry'
import Point from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import type Style from 'ol/style/Style'
import type { DrawnFeatures, MapView } from '@/kit/map/layer'

export type Source = VectorSource<Feature<Geometry>>
type Looks = Style | Style[] | undefined
/** `again`: requests another drawing soon. */
type Look = (feature: Feature<Geometry>, view: MapView, again: () => void) => Looks

/** A layer of features that are moved, never recreated. */
export function features<Mark extends { id: string }>(
  set: (feature: Feature<Geometry>, mark: Mark) => void,
  look: Look,
  declutter?: string,
) {
  return (view: MapView): DrawnFeatures<Mark> => {
    const source = new VectorSource<Feature<Geometry>>()
    let before = new Set<Mark>()
    const changed = (feature: Feature<Geometry>, mark: Mark) => before.has(mark) || set(feature, mark)
    return {
      layer: layerOf(source, view, look, declutter),
      // A mark that is the same object as before needs no new drawing.
      show: (marks) => {
        keep(source, marks, changed)
        before = new Set(marks)
      },
    }
  }
}

export function layerOf(source: Source, view: MapView, look: Look, declutter?: string) {
  const again = () => source.changed()
  return new VectorLayer({
    source,
    ...(declutter ? { declutter } : {}),
    style: (feature) => look(feature as Feature<Geometry>, view, again),
    updateWhileAnimating: false,
    updateWhileInteracting: false,
  })
}

/** Moves existing features, creates new ones, removes obsolete ones. */
export function keep<T extends { id: string }>(of: Source, wanted: Iterable<T>, set: (feature: Feature<Geometry>, one: T) => void) {
  const gone = new Set(of.getFeatures().map((feature) => feature.getId()))
  const fresh: Feature<Geometry>[] = []
  for (const one of wanted) {
    gone.delete(one.id)
    const known = of.getFeatureById(one.id)
    const feature = known ?? new Feature<Geometry>()
    if (!known) feature.setId(one.id)
    set(feature, one)
    if (!known) fresh.push(feature)
  }
  for (const id of gone) of.removeFeature(of.getFeatureById(id!)!)
  of.addFeatures(fresh)
}

export function movePoint(feature: Feature<Geometry>, x: number, y: number) {
  const point = feature.getGeometry() as Point | undefined
  if (!point) return feature.setGeometry(new Point([x, y]))
  const [oldX, oldY] = point.getCoordinates()
  if (oldX !== x || oldY !== y) point.setCoordinates([x, y])
}
