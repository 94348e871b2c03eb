import { computed } from 'vue'
import { answer, api, type Schemas } from '@/base/api/http'
import type { Desk, Shown } from './desk'
import { mayDo } from '@/base/session/may'
import { useQuery } from '@/kit/queries/query'

type AreaAsked = Schemas['AreaAsked']

/** The area of the request, stripped to its drawn values: the drawn area, else the usual circle around the place. */
export function askedArea(shown: Shown | undefined): AreaAsked | undefined {
  const area = shown?.area
  if (area?.shape === 'circle') return { circle: { lon: area.centre.lon, lat: area.centre.lat, metres: area.metres } } as AreaAsked
  if (area?.shape === 'polygons')
    return {
      polygon: {
        type: 'MultiPolygon',
        coordinates: area.parts.map((rings) => rings.map((ring) => ring.map((point) => [point.lon, point.lat]))),
      },
    } as unknown as AreaAsked
  if (area?.shape === 'named') return { places: area.places } as AreaAsked
  const point = shown?.location?.point
  return point ? ({ circle: { lon: point.lon, lat: point.lat, metres: 150 } } as AreaAsked) : undefined
}

/** Shelters, stock and people on duty around the selected incident: counts only, no doors are loaded. */
export function useNear(desk: Desk) {
  const shown = computed(() => desk.card.value?.shown)
  /** A circle around a house reaches into the next community, which a committee has no right to count. */
  const mayAsk = () => mayDo('impact.draw') && desk.code.length < 12
  const asked = useQuery(
    () => {
      const area = mayAsk() ? askedArea(shown.value) : undefined
      return area ? ['impact', area, desk.card.value?.light.category ?? 'other', desk.selected.value] : null
    },
    (signal, [, area, category, incident]) =>
      answer(() =>
        api.POST('/api/impact', {
          signal,
          body: { area: area as AreaAsked, category: category as Schemas['Category'], incident: (incident as string) ?? undefined },
        }),
      ),
  )
  return asked
}
export type Near = ReturnType<typeof useNear>
