import Circle from 'ol/geom/Circle'
import { toLonLat } from 'ol/proj'
import { computed, ref } from 'vue'
import { answer, api, Refused, type Schemas } from '@/base/api/http'
import { circleAsked } from '@/kit/geo/areas'
import { useQuery } from '@/kit/queries/query'
import { useShape } from '@/kit/map/shape'
import type { Stage } from '@/kit/map/stage'

type Asked = Schemas['AreaAsked']

/** 圈范围: a circle or a polygon, counted while it is drawn. Nothing is sent before 确定. */
export function useDrawing(stage: () => Stage | undefined) {
  const shape = useShape(stage)
  const { tool, crossed, stop, key } = shape
  const area = computed(() => {
    const drawn = shape.drawn.value
    if (!drawn) return undefined
    if (drawn instanceof Circle) return { circle: circleAsked(drawn) } as Asked
    const coordinates = [drawn.getCoordinates()[0]!.map((point) => toLonLat(point))]
    return { polygon: { type: 'Polygon', coordinates } } as unknown as Asked
  })
  const category = ref<Schemas['Category'] | null>(null)
  const incident = ref<string | null>(null)
  const counted = useQuery(
    () => (area.value && !crossed.value ? ['impact', area.value, category.value, incident.value] : null),
    (signal) =>
      answer(() =>
        api.POST('/api/impact', { signal, body: { area: area.value!, category: category.value, incident: incident.value ?? undefined } }),
      ),
  )

  /** @param drawnFor the running incident: the server gives every number only for one */
  function start(kind: 'circle' | 'polygon', of: Schemas['Category'], drawnFor: string | null) {
    ;[category.value, incident.value] = [of, drawnFor]
    shape.start(kind)
  }

  const [sending, refused] = [ref(false), ref('')]
  /** Sends the drawn area to an incident; an error is shown in the strip. */
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
  return { tool, area, crossed, counted, sending, refused, start, stop, key, send }
}
export type Drawing = ReturnType<typeof useDrawing>
