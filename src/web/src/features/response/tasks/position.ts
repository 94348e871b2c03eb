import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { answer, api } from '@/base/api/http'
import type { Point } from '@/kit/parts/way'

/** Interval between two reports, also of a phone that does not move; milliseconds. */
const every = 4_000

/** Reports the phone's position while a task is in hand, and no longer. `why`: the obstacle, as a word. */
export function useOwnPosition(inHand: Readonly<Ref<boolean>>) {
  const sharing = ref(false)
  /** Position of this phone, as far as it knows; sent only while a task is in hand. */
  const own = shallowRef<Point>()
  const why = ref<'' | 'insecure' | 'denied' | 'unknown'>('')
  let [watching, timer, latest]: [number | undefined, ReturnType<typeof setInterval> | undefined, GeolocationCoordinates | undefined] = [
    undefined,
    undefined,
    undefined,
  ]
  const stop = () => {
    clearInterval(timer)
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    ;[watching, timer, latest, sharing.value] = [undefined, undefined, undefined, false]
  }
  async function tell() {
    if (!latest) return
    try {
      await answer(() =>
        api.PUT('/api/me/position', { body: { lon: latest!.longitude, lat: latest!.latitude, accuracy: latest!.accuracy } }),
      )
      sharing.value = watching !== undefined
    } catch {
      // A position that could not be sent is outdated: the next one is sent.
      sharing.value = false
    }
  }
  function found({ coords }: GeolocationPosition) {
    const first = !latest
    ;[latest, why.value, own.value] = [coords, '', { lon: coords.longitude, lat: coords.latitude }]
    if (first) void tell()
  }
  watch(
    inHand,
    (now) => {
      stop()
      if (!now) return void (why.value = '')
      if (!window.isSecureContext || !navigator.geolocation) return void (why.value = 'insecure')
      timer = setInterval(() => void tell(), every)
      watching = navigator.geolocation.watchPosition(
        found,
        (fault) => (why.value = fault.code === fault.PERMISSION_DENIED ? 'denied' : 'unknown'),
        { enableHighAccuracy: true, maximumAge: 5_000 },
      )
    },
    { immediate: true },
  )
  /** Looks up the position once where permission was given before, to show distances; it never asks for permission. */
  async function look() {
    if (document.hidden || watching !== undefined || !window.isSecureContext || !navigator.geolocation || !navigator.permissions) return
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    if (state === 'granted' && watching === undefined)
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => (own.value = { lon: coords.longitude, lat: coords.latitude }),
        () => undefined,
        { maximumAge: 60_000 },
      )
  }
  const looking = setInterval(() => void look(), 60_000)
  void look()
  onScopeDispose(() => {
    stop()
    clearInterval(looking)
  })
  return { sharing, own, why }
}
