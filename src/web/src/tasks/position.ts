import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { answer, api } from '@/api/http'

/** Between two tellings, also of one who stands still; milliseconds. */
const every = 4_000

/** Tells where one is while a task is in hand, and no longer. `why`: what stands in the way, as a word. */
export function useOwnPosition(inHand: Readonly<Ref<boolean>>) {
  const sharing = ref(false)
  const why = ref<'' | 'insecure' | 'denied' | 'unknown'>('')
  let [watching, timer, latest]: [number | undefined, ReturnType<typeof setInterval> | undefined, GeolocationCoordinates | undefined] = [undefined, undefined, undefined]
  const stop = () => {
    clearInterval(timer)
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    ;[watching, timer, latest, sharing.value] = [undefined, undefined, undefined, false]
  }
  async function tell() {
    if (!latest) return
    try {
      await answer(() => api.PUT('/api/me/position', { body: { lon: latest!.longitude, lat: latest!.latitude, accuracy: latest!.accuracy } }))
      sharing.value = watching !== undefined
    } catch {
      // A place that was not told is old by the time it could be: the next one is.
      sharing.value = false
    }
  }
  function found({ coords }: GeolocationPosition) {
    const first = !latest
    ;[latest, why.value] = [coords, '']
    if (first) void tell()
  }
  watch(inHand, (now) => {
    stop()
    if (!now) return void (why.value = '')
    if (!window.isSecureContext || !navigator.geolocation) return void (why.value = 'insecure')
    timer = setInterval(() => void tell(), every)
    watching = navigator.geolocation.watchPosition(found, (fault) => (why.value = fault.code === fault.PERMISSION_DENIED ? 'denied' : 'unknown'), { enableHighAccuracy: true, maximumAge: 5_000 })
  }, { immediate: true })
  onScopeDispose(stop)
  return { sharing, why }
}
