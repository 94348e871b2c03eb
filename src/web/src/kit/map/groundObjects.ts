import { computed } from 'vue'
import { pixelOf, type Lonlat } from '@/kit/geo/areas'
import { useRead } from '@/kit/queries/read'
import { mayDo } from '@/base/session/may'
import { t } from '@/base/words'
import type { GroundMark } from '@/kit/map/layers/groundObjects'

/** Distance beyond which nobody looks for a hydrant, in metres. */
const reach = 500

/** Objects on the ground around a place, as marks; buildings are drawn by the ground itself. @param at the place; undefined: nowhere */
export function useGroundObjects(at: () => Lonlat | undefined) {
  const asked = useRead('/api/ground/near', () => {
    const place = mayDo('ground.read') ? at() : undefined
    return place ? { query: { lon: place.lon, lat: place.lat, metres: reach } } : null
  })
  const marks = computed<GroundMark[]>(() =>
    (asked.data?.items ?? [])
      .filter((one) => one.kind !== 'building')
      .map((one) => {
        const [x, y] = pixelOf(one.at)
        const name = [one.name, one.note ?? ''].filter(Boolean).join(' ')
        return { id: one.id, x: x!, y: y!, kind: one.kind, name, sign: t(`ground.sign.${one.kind}`) }
      }),
  )
  return { asked, marks }
}
