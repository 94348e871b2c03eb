import type Feature from 'ol/Feature'
import OlMap from 'ol/Map'
import View from 'ol/View'
import { ScaleLine } from 'ol/control'
import { boundingExtent, buffer, getHeight, getWidth, type Extent } from 'ol/extent'
import type Geometry from 'ol/geom/Geometry'
import { defaults } from 'ol/interaction/defaults'
import type BaseLayer from 'ol/layer/Base'
import VectorLayer from 'ol/layer/Vector'
import type { Pixel } from 'ol/pixel'
import { ref } from 'vue'
import { forget } from '@/kit/map/drawn'
import type { Source } from '@/kit/map/features'
import type { Hit, MapView, Row } from '@/kit/map/layer'
import { levelOf, type Level } from '@/kit/map/levels'

/** The map without Vue: layers in their order, changes gathered until the next frame. It does not know the meaning of what it shows. */
export function makeStage(target: HTMLElement) {
  const view = new View({ center: [0, 0], zoom: 9, minZoom: 7, maxZoom: 19.5, enableRotation: false })
  const zoom = () => view.getZoom() ?? 9
  const level = ref<Level>('county')
  const map = new OlMap({
    target,
    view,
    pixelRatio: Math.min(2, devicePixelRatio),
    controls: [new ScaleLine({ minWidth: 80 })],
    interactions: defaults({ altShiftDragRotate: false, pinchRotate: false, keyboard: false }),
    layers: [],
  })
  view.on('change:resolution', () => (level.value = levelOf(zoom())))
  const seen: MapView = {
    zoom,
    level: () => level.value,
    resolution: () => view.getResolution() ?? 1,
    onRest: (act) => map.on('moveend', act),
  }

  const drawn = new Map<string, { layer: BaseLayer; row: Row; update: () => void }>()
  function add(row: Row) {
    if (!row.draw) return
    const made = row.draw(seen)
    made.layer.setZIndex(row.order)
    if (row.zoom) {
      made.layer.setMinZoom(row.zoom[0])
      made.layer.setMaxZoom(row.zoom[1])
    }
    map.addLayer(made.layer)
    drawn.set(row.id, { ...made, row })
  }
  /** Redraws a layer; many changes in a moment are drawn once. */
  function update(id: string, visible: boolean) {
    soon(id, () => {
      const one = drawn.get(id)
      one?.layer.setVisible(visible)
      if (visible) one?.update()
    })
  }

  const waiting = new Map<string, () => void>()
  let frame = 0
  function soon(name: string, act: () => void) {
    waiting.set(name, act)
    frame ||= requestAnimationFrame(() => {
      frame = 0
      const acts = [...waiting.values()]
      waiting.clear()
      for (const one of acts) one()
    })
  }

  /** Layer and mark that were hit; the topmost that takes a click. */
  function hit(pixel: Pixel): { layer: string; hit: Hit } | null {
    const rows = new Map([...drawn.values()].map((one) => [one.layer, one.row]))
    const found = map.forEachFeatureAtPixel(
      pixel,
      (feature, layer) => {
        const row = rows.get(layer)
        const hit = row?.hit(feature as Feature<Geometry>)
        return row && hit ? { layer: row.id, hit } : undefined
      },
      { hitTolerance: 4 },
    )
    return found ?? null
  }

  /** Moves the view; only ever at somebody's request. */
  function fly(extent: Extent, calm: boolean, margin = 0.25, padding = [70, 70, 60, 20]) {
    const wide = buffer(extent, Math.max(getWidth(extent), getHeight(extent)) * margin)
    view.fit(wide, { padding, maxZoom: 17.4, duration: calm ? 0 : 300 })
  }

  return {
    map,
    view,
    level,
    zoom,
    add,
    update,
    soon,
    hit,
    fly,
    layer: (id: string) => drawn.get(id)?.layer,
    /** Source of a layer's features; nothing where it draws no features. */
    source(id: string): Source | undefined {
      const layer = drawn.get(id)?.layer
      return layer instanceof VectorLayer ? (layer.getSource() as Source) : undefined
    },
    /** Moves a place to the very middle: shapes drawn by keyboard are drawn around it. */
    flyTo(x: number, y: number, metres: number, calm: boolean) {
      const around = boundingExtent([
        [x - metres, y - metres],
        [x + metres, y + metres],
      ])
      fly(around, calm, 0, [70, 70, 70, 70])
    },
    repaint() {
      forget()
      for (const one of map.getLayers().getArray()) one.changed()
    },
    close() {
      cancelAnimationFrame(frame)
      map.setTarget(undefined)
    },
  }
}
export type Stage = ReturnType<typeof makeStage>
