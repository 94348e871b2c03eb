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
import { answer, api, Refused, type Schemas } from '@/api/http'
import { circleAsked, crossing, unitsOf } from '@/places/areas'
import { circleTool } from './circling'
import { colour } from './drawn'
import type { Stage } from './stage'
import { useQuery } from '@/queries/query'

type Asked = Schemas['AreaAsked']
const steps = [10, 50] as const

/** 圈范围: a circle or a polygon by mouse, touch or keyboard, counted while it is drawn. Nothing is sent before 确定. */
export function useDrawing(stage: () => Stage | undefined) {
  const tool = ref<'circle' | 'polygon' | null>(null)
  const [area, crossed] = [shallowRef<Asked>(), ref(false)]
  const source = new VectorSource<Feature<Geometry>>()
  const plain = () => new Style({ fill: new Fill({ color: colour('act', 0.1) }), stroke: new Stroke({ color: colour('act'), width: 3 }) })
  const wrong = () => new Style({ stroke: new Stroke({ color: colour('danger'), width: 3, lineDash: [8, 6] }) })
  const layer = new VectorLayer({ source, zIndex: 1000, style: () => (crossed.value ? [plain(), wrong()] : plain()) })
  const feature = new Feature<Geometry>()
  let interaction: Interaction | undefined
  let corners: number[][] = []
  const counted = useQuery(
    () => (area.value && !crossed.value ? ['impact', area.value, category.value, incident.value] : null),
    (signal) =>
      answer(() =>
        api.POST('/api/impact', { signal, body: { area: area.value!, category: category.value, incident: incident.value ?? undefined } }),
      ),
  )
  const category = ref<Schemas['Category'] | null>(null)
  const incident = ref<string | null>(null)

  function take(shape: Geometry | undefined) {
    if (shape instanceof Circle) {
      crossed.value = false
      area.value = { circle: circleAsked(shape) } as Asked
    } else if (shape instanceof Polygon) {
      const ring = shape.getCoordinates()[0]!
      crossed.value = ring.length > 3 && crossing(ring) !== null
      area.value =
        ring.length < 4
          ? undefined
          : ({ polygon: { type: 'Polygon', coordinates: [ring.map((point) => toLonLat(point))] } } as unknown as Asked)
    }
    layer.changed()
  }

  /** @param drawnFor the running incident: only for one is every number told */
  function start(kind: 'circle' | 'polygon', of: Schemas['Category'], drawnFor: string | null) {
    stop()
    const here = stage()
    if (!here) return
    tool.value = kind
    ;[category.value, incident.value] = [of, drawnFor]
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
    ;[tool.value, area.value, crossed.value] = [null, undefined, false]
  }

  function put(shape: Geometry) {
    feature.setGeometry(shape)
    if (!source.hasFeature(feature)) source.addFeature(feature)
    take(shape)
  }

  /** By keyboard: the cross in the middle of the map is where it is drawn; + and − change the circle by 10 m, with Shift by 50 m. */
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
        area.value = undefined
        if (corners.length) {
          feature.setGeometry(new LineString(corners.length > 1 ? corners : [corners[0]!, corners[0]!]))
          source.addFeature(feature)
        }
      }
      return true
    }
    return false
  }

  const [sending, refused] = [ref(false), ref('')]
  /** Sends the drawn area to an incident; what stands in the way is said in the strip. */
  async function send(incident: string) {
    if (!area.value || crossed.value || sending.value) return false
    sending.value = true
    refused.value = ''
    try {
      await answer(() => api.POST('/api/incidents/{id}/impact', { params: { path: { id: incident } }, body: area.value! }))
      stop()
      return true
    } catch (fault) {
      refused.value = fault instanceof Refused && !fault.unreached ? fault.message : 'unreached'
      return false
    } finally {
      sending.value = false
    }
  }
  onScopeDispose(stop)
  return { tool, area, crossed, counted, sending, refused, start, stop, key, send }
}
export type Drawing = ReturnType<typeof useDrawing>
