import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { answer, api } from '@/api/http'

/** The shortest time between two tellings; milliseconds. */
const every = 4_000

/** Tells where one is while a task is in hand, and no longer. `why`: what stands in the way, as a word. */
export function useOwnPosition(inHand: Readonly<Ref<boolean>>) {
  const sharing = ref(false)
  const why = ref<'' | 'insecure' | 'denied' | 'unknown'>('')
  let [watching, told]: [number | undefined, number] = [undefined, 0]
  const stop = () => {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    watching = undefined
    sharing.value = false
  }
  async function tell({ coords: { longitude, latitude, accuracy } }: GeolocationPosition) {
    if (Date.now() - told < every) return
    told = Date.now()
    try {
      await answer(() => api.PUT('/api/me/position', { body: { lon: longitude, lat: latitude, accuracy } }))
      if (watching !== undefined) sharing.value = true
      why.value = ''
    } catch {
      // A place that was not told is old by the time it could be: the next one is.
      sharing.value = false
    }
  }
  watch(inHand, (now) => {
    stop()
    if (!now) return void (why.value = '')
    if (!window.isSecureContext || !navigator.geolocation) return void (why.value = 'insecure')
    watching = navigator.geolocation.watchPosition((at) => void tell(at), (fault) => (why.value = fault.code === fault.PERMISSION_DENIED ? 'denied' : 'unknown'), { enableHighAccuracy: true, maximumAge: 5_000 })
  }, { immediate: true })
  onScopeDispose(stop)
  return { sharing, why }
}
