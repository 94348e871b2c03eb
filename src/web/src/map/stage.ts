import OlMap from 'ol/Map'
import View from 'ol/View'
import Feature from 'ol/Feature'
import type Geometry from 'ol/geom/Geometry'
import Point from 'ol/geom/Point'
import { ScaleLine } from 'ol/control'
import { defaults } from 'ol/interaction/defaults'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { boundingExtent, buffer, getHeight, getWidth, type Extent } from 'ol/extent'
import { ref } from 'vue'
import { captioned, cluster, type Cluster, type DoorPoint } from './clusters'
import { buildingStyle, captionWidth, clusterStyle, colour, forget, shelterStyle, style, teamStyle } from './drawn'
import { makeGround } from './ground'
import { levelOf, type Level } from './levels'

export type AreaShown = { id: string; shape: Geometry; selected: boolean; look: 'live' | 'contained' | 'drill' }
export type ShelterMark = { id: string; name: string; x: number; y: number; look: 'fit' | 'full' | 'unfit' }
export type TeamMark = { id: string; x: number; y: number; character: string; name: string; at: number }
export type BuildingMark = { id: string; name: string; x: number; y: number }
export type WarningShown = { id: string; shape: Geometry; colour: string }

const tenMinutes = 600_000

/**
 * The map without Vue: sources with features that are moved, never made anew, styles that are kept, and changes gathered until the next frame.
 * The benchmark page and the desk draw with the same one.
 */
export function makeStage(
  target: HTMLElement,
  sign: { shelter: string },
  words: { cluster: (buildings: number, people: number) => string },
) {
  const view = new View({ center: [0, 0], zoom: 9, minZoom: 7, maxZoom: 19.5, enableRotation: false })
  const zoom = () => view.getZoom() ?? 9
  const level = ref<Level>('county')
  const ground = makeGround(zoom)
  const source = () => new VectorSource<Feature<Geometry>>()
  const [warnings, areas, buildings, shelters, clusters, teams] = [source(), source(), source(), source(), source(), source()]
  const layer = (
    of: VectorSource<Feature<Geometry>>,
    draw: (feature: Feature<Geometry>) => Style | Style[] | undefined,
    minZoom = 0,
    maxZoom = 30,
  ) =>
    new VectorLayer({
      source: of,
      style: (feature) => draw(feature as Feature<Geometry>),
      minZoom,
      maxZoom,
      updateWhileAnimating: false,
      updateWhileInteracting: false,
    })

  const map = new OlMap({
    target,
    view,
    pixelRatio: Math.min(2, devicePixelRatio),
    controls: [new ScaleLine({ minWidth: 80 })],
    interactions: defaults({ altShiftDragRotate: false, pinchRotate: false, keyboard: false }),
    layers: [
      ...ground.layers.slice(0, 1),
      layer(warnings, (feature) => warningStyle(feature.get('colour') as string)),
      ...ground.layers.slice(1),
      layer(areas, areaStyle),
      layer(buildings, (feature) => buildingStyle(zoom() > 16.6 ? '' : (feature.get('name') as string), () => buildings.changed()), 15.5),
      layer(
        shelters,
        (feature) =>
          shelterStyle(feature.get('look') as ShelterMark['look'], zoom() >= 15.5 ? (feature.get('name') as string) : '', sign.shelter),
        12.5,
      ),
      layer(clusters, clusterMark, 13.6, 16.6),
      layer(
        teams,
        (feature) =>
          teamStyle(
            feature.get('character') as string,
            Date.now() - (feature.get('at') as number) > tenMinutes ? 'old' : 'now',
            zoom() >= 15.5 ? (feature.get('name') as string) : '',
          ),
        13.6,
      ),
      ground.nameLayer,
    ],
  })
  view.on('change:resolution', () => (level.value = levelOf(zoom())))

  function clusterMark(feature: Feature<Geometry>) {
    const one = feature.get('cluster') as Cluster
    return clusterStyle(one.people, one.open, one.shares, feature.get('captioned') ? words.cluster(one.buildings, one.people) : '')
  }

  function areaStyle(feature: Feature<Geometry>): Style[] | undefined {
    const extent = feature.getGeometry()!.getExtent()
    if (Math.max(getWidth(extent), getHeight(extent)) / (view.getResolution() ?? 1) < 20) return undefined
    const [selected, look] = [feature.get('selected') as boolean, feature.get('look') as AreaShown['look']]
    const name = look === 'live' ? 'danger' : look === 'drill' ? 'drill' : 'mute'
    return [
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
  }

  /** Moves what is there, makes what is new, takes away what is gone. */
  function keep<T extends { id: string }>(
    of: VectorSource<Feature<Geometry>>,
    wanted: Iterable<T>,
    set: (feature: Feature<Geometry>, one: T) => void,
  ) {
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

  const movePoint = (feature: Feature<Geometry>, x: number, y: number) => {
    const point = feature.getGeometry() as Point | undefined
    if (!point) return feature.setGeometry(new Point([x, y]))
    const [oldX, oldY] = point.getCoordinates()
    if (oldX !== x || oldY !== y) point.setCoordinates([x, y])
  }

  let doors: DoorPoint[] = []
  function gather() {
    const resolution = view.getResolution()
    const here = levelOf(zoom())
    const shown = resolution && (here === 'street' || here === 'near') ? cluster(doors, resolution) : []
    const worded = captioned(shown, resolution ?? 1, (one) => captionWidth(words.cluster(one.buildings, one.people)))
    keep(
      clusters,
      shown.map((one, i) => ({ one, id: String(i) })),
      (feature, { one }) => {
        feature.setProperties({ cluster: one, captioned: worded.has(one) }, true)
        movePoint(feature, one.x, one.y)
        feature.changed()
      },
    )
  }
  map.on('moveend', gather)

  // Many changes in a moment are drawn once.
  const waiting = new Map<string, () => void>()
  let frame = 0
  const soon = (name: string, act: () => void) => {
    waiting.set(name, act)
    frame ||= requestAnimationFrame(() => {
      frame = 0
      const acts = [...waiting.values()]
      waiting.clear()
      for (const one of acts) one()
    })
  }

  const show = {
    areas: (all: AreaShown[]) =>
      soon('areas', () =>
        keep(areas, all, (feature, one) => {
          feature.setProperties({ selected: one.selected, look: one.look }, true)
          feature.setGeometry(one.shape)
        }),
      ),
    warnings: (all: WarningShown[]) =>
      soon('warnings', () =>
        keep(warnings, all, (feature, one) => {
          feature.set('colour', one.colour, true)
          feature.setGeometry(one.shape)
        }),
      ),
    shelters: (all: ShelterMark[]) =>
      soon('shelters', () =>
        keep(shelters, all, (feature, one) => {
          feature.setProperties({ look: one.look, name: one.name }, true)
          movePoint(feature, one.x, one.y)
        }),
      ),
    teams: (all: Iterable<TeamMark>) =>
      soon('teams', () =>
        keep(teams, all, (feature, one) => {
          feature.setProperties({ character: one.character, name: one.name, at: one.at }, true)
          movePoint(feature, one.x, one.y)
        }),
      ),
    buildings: (all: BuildingMark[]) =>
      soon('buildings', () =>
        keep(buildings, all, (feature, one) => {
          feature.set('name', one.name, true)
          movePoint(feature, one.x, one.y)
        }),
      ),
    doors: (all: DoorPoint[]) => {
      doors = all
      soon('doors', gather)
    },
  }

  /** Goes where the eye should be; only ever because somebody asked for it. */
  function fly(extent: Extent, calm: boolean, margin = 0.25, padding = [70, 70, 60, 20]) {
    const wide = buffer(extent, Math.max(getWidth(extent), getHeight(extent)) * margin)
    view.fit(wide, { padding, maxZoom: 17.4, duration: calm ? 0 : 300 })
  }

  return {
    map,
    view,
    ground,
    level,
    show,
    fly,
    soon,
    zoom,
    teams,
    clusters,
    /** A place comes to the very middle: what is drawn by keyboard is drawn around it. */
    flyTo: (x: number, y: number, metres: number, calm: boolean) =>
      fly(
        boundingExtent([
          [x - metres, y - metres],
          [x + metres, y + metres],
        ]),
        calm,
        0,
        [70, 70, 70, 70],
      ),
    repaint() {
      forget()
      ground.redraw()
      for (const one of map.getLayers().getArray()) one.changed()
    },
    close() {
      cancelAnimationFrame(frame)
      map.setTarget(undefined)
    },
  }
}
export type Stage = ReturnType<typeof makeStage>

/** A wide hatch and a dotted line: a warning must never out-shout an incident. */
function warningStyle(name: string): Style {
  return style(`warning/${name}`, () => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 22
    const context = canvas.getContext('2d')!
    context.strokeStyle = name
    context.globalAlpha = 0.28
    context.lineWidth = 1.6
    context.beginPath()
    for (const off of [-22, 0, 22]) {
      context.moveTo(off, 22)
      context.lineTo(off + 22, 0)
    }
    context.stroke()
    return new Style({
      fill: new Fill({ color: context.createPattern(canvas, 'repeat')! }),
      stroke: new Stroke({ color: name, width: 1.4, lineDash: [2, 4] }),
    })
  })
}
