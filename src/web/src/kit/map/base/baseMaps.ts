import type OlMap from 'ol/Map'
import type BaseLayer from 'ol/layer/Base'
import { computed, onScopeDispose, ref, watch, type ShallowRef } from 'vue'
import { useRead } from '@/kit/queries/read'
import type { BaseMap } from './tiles'

/** Storage key of the chosen base map. */
export const kept = 'base-map'
/** No tiles at all. */
export const none = 'none'
/** Number of failed tiles in a row after which a base map counts as gone, and the pause before it is tried again, in milliseconds. */
const failures = 4
const pause = 30_000
/** Interval at which the folder is checked again, milliseconds. */
const every = 60_000

/** The drawn base map: the chosen one, else the first that works; undefined where none is. */
export function drawnOf<One extends { id: string; fault?: unknown }>(all: readonly One[], chosen: string | null): One | undefined {
  if (chosen === none) return undefined
  const whole = all.filter((one) => !one.fault)
  return whole.find((one) => one.id === chosen) ?? whole[0]
}

/**
 * The base maps of this server, and the one under this map. Without any, or where its tiles cannot be loaded, the boundaries are the
 * ground.
 */
export function useBaseMaps(stage: ShallowRef<{ map: OlMap } | undefined>) {
  const read = useRead('/api/base-maps', () => ({}), { every })
  const all = computed<readonly BaseMap[]>(() => read.data?.items ?? [])
  const chosen = ref(localStorage.getItem(kept))
  const gone = ref(false)
  const drawn = computed(() => drawnOf(all.value, chosen.value))
  const key = computed(() => drawn.value && `${drawn.value.id} ${drawn.value.version}`)

  let failed = 0
  let again: ReturnType<typeof setTimeout> | undefined
  let layers: BaseLayer[] = []
  function clear() {
    clearTimeout(again)
    for (const one of layers) stage.value?.map.removeLayer(one)
    layers = []
    failed = 0
  }
  function heard(well: boolean) {
    failed = well ? 0 : failed + 1
    if (failed < failures || gone.value) return
    gone.value = true
    clear()
    again = setTimeout(() => void draw(), pause)
  }
  async function draw() {
    clear()
    const wanted = key.value
    const base = drawn.value
    if (!base || !stage.value) return void (gone.value = false)
    const { layersOf } = await import('./tiles')
    const made = await layersOf(base, { loaded: () => heard(true), failed: () => heard(false) })
    if (key.value !== wanted || !stage.value) return
    clear()
    gone.value = false
    layers = made
    for (const one of layers) stage.value.map.addLayer(one)
  }
  watch([stage, key], () => void draw(), { immediate: true })
  onScopeDispose(clear)

  function choose(id: string) {
    chosen.value = id
    localStorage.setItem(kept, id)
  }
  /** Its tiles, or the list of base maps, could not be loaded. */
  const unread = computed(() => gone.value || read.refused !== null)
  return { all, drawn, unread, choose }
}
