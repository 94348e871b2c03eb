import Feature from 'ol/Feature'
import Circle from 'ol/geom/Circle'
import type Geometry from 'ol/geom/Geometry'
import LineString from 'ol/geom/LineString'
import Polygon from 'ol/geom/Polygon'
import Draw from 'ol/interaction/Draw'
import type Interaction from 'ol/interaction/Interaction'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { toLonLat } from 'ol/proj'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { crossing, unitsOf } from '@/kit/geo/areas'
import { circleTool } from '@/kit/map/circling'
import { colour } from '@/kit/map/drawn'
import type { Stage } from '@/kit/map/stage'

const steps = [10, 50] as const

/** A circle or a polygon being drawn on a map by mouse, touch or keyboard. */
export function useShape(stage: () => Stage | undefined) {
  const tool = ref<'circle' | 'polygon' | null>(null)
  const [drawn, crossed] = [shallowRef<Circle | Polygon>(), ref(false)]
  const source = new VectorSource<Feature<Geometry>>()
  const plain = () => new Style({ fill: new Fill({ color: colour('act', 0.1) }), stroke: new Stroke({ color: colour('act'), width: 3 }) })
  const wrong = () => new Style({ stroke: new Stroke({ color: colour('danger'), width: 3, lineDash: [8, 6] }) })
  const layer = new VectorLayer({ source, zIndex: 1000, style: () => (crossed.value ? [plain(), wrong()] : plain()) })
  const feature = new Feature<Geometry>()
  let interaction: Interaction | undefined
  let corners: number[][] = []

  function take(shape: Geometry | undefined) {
    if (shape instanceof Circle) {
      crossed.value = false
      drawn.value = shape.clone()
    } else if (shape instanceof Polygon) {
      const ring = shape.getCoordinates()[0]!
      crossed.value = ring.length > 3 && crossing(ring) !== null
      drawn.value = ring.length < 4 ? undefined : shape.clone()
    }
    layer.changed()
  }

  function start(kind: 'circle' | 'polygon') {
    stop()
    const here = stage()
    if (!here) return
    tool.value = kind
    here.map.addLayer(layer)
    interaction = kind === 'circle' ? circleTool(put) : polygonTool()
    here.map.addInteraction(interaction)
  }

  function polygonTool() {
    const tool = new Draw({ type: 'Polygon', source: undefined, stopClick: true, style: () => plain() })
    tool.on('drawstart', (event) => {
      source.clear()
      const shape = event.feature.getGeometry()!
      shape.on('change', () => take(shape))
    })
    tool.on('drawend', (event) => {
      feature.setGeometry(event.feature.getGeometry()!.clone())
      source.clear()
      source.addFeature(feature)
      take(feature.getGeometry())
      corners = []
    })
    return tool
  }

  function stop() {
    const here = stage()
    if (interaction && here) {
      here.map.removeInteraction(interaction)
      here.map.removeLayer(layer)
    }
    interaction = undefined
    source.clear()
    corners = []
    ;[tool.value, drawn.value, crossed.value] = [null, undefined, false]
  }

  function put(shape: Geometry) {
    feature.setGeometry(shape)
    if (!source.hasFeature(feature)) source.addFeature(feature)
    take(shape)
  }

  /** By keyboard: the cross in the middle of the map is the pen; + and − change the circle by 10 m, with Shift by 50 m. */
  function key(event: KeyboardEvent): boolean {
    const here = stage()
    if (!tool.value || !here) return false
    const middle = here.view.getCenter()!
    const metre = unitsOf(1, toLonLat(middle)[1]!)
    if (tool.value === 'circle') {
      const now = feature.getGeometry()
      const by = steps[event.shiftKey ? 1 : 0] * metre
      if (event.key === ' ') return (put(new Circle(middle, 150 * metre)), true)
      if (
        (event.key === '+' || event.key === '=' || event.key === '-' || event.key === '_') &&
        now instanceof Circle &&
        source.hasFeature(feature)
      ) {
        const radius = now.getRadius() + (event.key === '-' || event.key === '_' ? -by : by)
        return (put(new Circle(now.getCenter(), Math.max(10 * metre, radius))), true)
      }
    } else {
      if (event.key === ' ') corners = [...corners, middle]
      else if (event.key === 'Backspace' && corners.length) corners = corners.slice(0, -1)
      else if (event.key === 'Backspace') return (interaction instanceof Draw && interaction.removeLastPoint(), true)
      else return false
      if (corners.length > 2) put(new Polygon([[...corners, corners[0]!]]))
      else {
        source.clear()
        drawn.value = undefined
        if (corners.length) {
          feature.setGeometry(new LineString(corners.length > 1 ? corners : [corners[0]!, corners[0]!]))
          source.addFeature(feature)
        }
      }
      return true
    }
    return false
  }

  onScopeDispose(stop)
  return { tool, drawn, crossed, start, stop, key }
}
