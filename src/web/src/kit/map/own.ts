import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { pixelOf } from '@/kit/geo/areas'
import type { OwnMark } from '@/kit/map/layers/own'

/** The user's own position, from the request until the map is closed. It stays on this device. */
export function useOwn() {
  const at = shallowRef<OwnMark>()
  const asked = ref(false)
  /** The device does not give its position. */
  const unknown = ref(false)
  let watching: number | undefined
  function ask() {
    stop()
    asked.value = true
    if (!window.isSecureContext || !navigator.geolocation) {
      unknown.value = true
      return
    }
    watching = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const [x, y] = pixelOf({ lon: coords.longitude, lat: coords.latitude })
        at.value = { id: 'own', x: x!, y: y! }
        unknown.value = false
      },
      () => {
        unknown.value = true
      },
      { enableHighAccuracy: true, maximumAge: 5_000 },
    )
  }
  function stop() {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    watching = undefined
    asked.value = false
    unknown.value = false
    at.value = undefined
  }
  onScopeDispose(stop)
  return { marks: computed(() => (at.value ? [at.value] : [])), asked, unknown, ask, stop }
}
