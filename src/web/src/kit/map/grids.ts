import MultiPolygon from 'ol/geom/MultiPolygon'
import { unByKey } from 'ol/Observable'
import { computed, shallowRef, watch } from 'vue'
import { pixelOf } from '@/kit/geo/areas'
import { unreadOf, useEach } from '@/kit/queries/each'
import { useRead } from '@/kit/queries/read'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import type { Boundaries } from '@/kit/map/boundaries'
import { grids as layer, type GridMark } from '@/kit/map/layers/grids'
import type { Stage } from '@/kit/map/stage'

/**
 * The grids of the streets in sight, loaded once their layer is on and the map is near enough; they follow the drawing. None in a drill.
 * @param on whether the layer is shown
 */
export function useGrids(code: string, boundaries: Boundaries, stage: () => Stage | undefined, on: () => boolean) {
  const seen = shallowRef<readonly string[]>([])
  function look() {
    const here = stage()
    const near = here && on() && here.zoom() >= layer.zoom![0] && !realm && mayDo('quarters.read')
    seen.value = near ? streetsIn(here) : []
  }
  function streetsIn({ view, map }: Stage) {
    if (code.length > 6) return [code]
    const extent = view.calculateExtent(map.getSize())
    return boundaries.streets.value.filter((one) => one.shape.intersectsExtent(extent)).map((one) => one.id)
  }
  watch(
    stage,
    (here, _, cleanup) => {
      const moved = here?.map.on('moveend', look)
      cleanup(() => moved && unByKey(moved))
    },
    { immediate: true },
  )
  watch([stage, on, boundaries.streets], look, { immediate: true })
  const all = useEach(
    () => seen.value,
    (street) => useRead('/api/divisions/{code}/grids', () => ({ path: { code: street } })),
  )
  const marks = computed<GridMark[]>(() =>
    [...all.values()].flatMap((street) =>
      (street.data?.items ?? []).flatMap(({ community, name, chiefMask, buildings, boundary }) =>
        boundary.shape === 'polygons'
          ? [
              {
                id: `${community}/${name}`,
                ...{ community, name, buildings },
                chief: chiefMask ?? undefined,
                shape: new MultiPolygon(boundary.parts.map((rings) => rings.map((ring) => ring.map((point) => pixelOf(point))))),
              },
            ]
          : [],
      ),
    ),
  )
  return { asked: unreadOf(all), marks }
}
