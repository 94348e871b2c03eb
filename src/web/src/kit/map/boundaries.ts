import type Feature from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import { createEmpty, extend, isEmpty, type Extent } from 'ol/extent'
import type Geometry from 'ol/geom/Geometry'
import { computed, ref, shallowRef, watch } from 'vue'
import { answer, api, Refused } from '@/base/api/http'
import type { Group } from '@/kit/live/group'
import { shortName } from '@/kit/geo/names'
import { useAgain } from '@/base/send/patience'

const format = new GeoJSON({ featureProjection: 'EPSG:3857' })
/** A division with its ground. `town`: its name in the register. */
export type Division = { id: string; name: string; town: string | undefined; shape: Geometry }

/**
 * The boundaries of a division and all below it; `parts`: of its own parts alone, where nobody looks closer. `group`: receives a message
 * when a boundary is drawn; the map then loads them again and meanwhile stays as it was.
 */
export function useBoundaries(code: string, depth: 'all' | 'parts' = 'all', group?: Group) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const [own, streets, communities] = [shallowRef<Division[]>([]), shallowRef<Division[]>([]), shallowRef<Division[]>([])]
  /** The division around it, while it has no boundary of its own. */
  const above = shallowRef<Division[]>([])
  const land = computed(() => (own.value.length ? own.value : above.value))
  const again = useAgain(() => load())
  function load() {
    return ask('loading')
  }
  async function ask(meanwhile: 'loading' | 'ready') {
    again.asking()
    state.value = meanwhile
    try {
      const [mine, below, small] = await Promise.all([
        boundaryOf(code),
        code.length > 6
          ? null
          : answer(() => api.GET('/api/divisions/{code}/boundaries', { params: { path: { code }, query: { level: 'street' } } })),
        code.length > 9 || (depth === 'parts' && code.length <= 6)
          ? null
          : answer(() => api.GET('/api/divisions/{code}/boundaries', { params: { path: { code } } })),
      ])
      own.value = drawn(mine)
      above.value = mine.geometry || code.length <= 6 ? [] : drawn(await boundaryOf(code.length > 9 ? code.slice(0, 9) : code.slice(0, 6)))
      streets.value = below ? read(below) : []
      communities.value = small ? read(small) : []
      state.value = 'ready'
      again.answered()
    } catch (fault) {
      state.value = 'failed'
      again.refused(Refused.of(fault))
    }
  }
  void load()
  const told = computed(() => JSON.stringify([...(group?.view('boundary').values() ?? [])]))
  // The value at the moment of joining is already part of the loaded boundaries.
  watch([told, () => group?.ready.value], ([now, ready], [before, was]) => {
    if (ready && was && now !== before && state.value === 'ready') void ask('ready')
  })

  const all = computed(() => new Map([...own.value, ...streets.value, ...communities.value].map((one) => [one.id, one])))
  const shapeOf = (of: string) => all.value.get(of)?.shape
  const nameOf = (of: string) => all.value.get(of)?.name ?? of
  /** The extent of these; nothing where no ground of theirs is known. */
  function around(codes: Iterable<string>): Extent | undefined {
    const extent = createEmpty()
    for (const one of codes) extend(extent, shapeOf(one)?.getExtent() ?? createEmpty())
    return isEmpty(extent) ? undefined : extent
  }
  const whole = () => land.value[0]?.shape.getExtent()
  return { state, load, own, land, streets, communities, shapeOf, nameOf, around, whole }
}
export type Boundaries = ReturnType<typeof useBoundaries>

const boundaryOf = (code: string) => answer(() => api.GET('/api/divisions/{code}/boundary', { params: { path: { code } } }))
const drawn = (one: Awaited<ReturnType<typeof boundaryOf>>) => (one.geometry ? read({ type: 'FeatureCollection', features: [one] }) : [])
const read = (collection: unknown): Division[] =>
  (format.readFeatures(collection) as Feature<Geometry>[]).map((feature) => ({
    id: feature.get('code') as string,
    name: shortName(feature.get('name') as string),
    town: feature.get('kind') as string | undefined,
    shape: feature.getGeometry()!,
  }))
