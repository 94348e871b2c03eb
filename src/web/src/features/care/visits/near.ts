import type { Schemas } from '@/base/api/http'

export type Near = 'yes' | 'no' | 'unsure'
type Point = Schemas['GeoPoint']

/** Distance within which one still stands at the door; metres. */
const reach = 100
const metresPerDegree = 111_320

/** Metres between two places that are not far from each other. */
function metres(one: Point, other: Point) {
  const east = (one.lon - other.lon) * Math.cos((one.lat * Math.PI) / 180)
  return Math.hypot(east, one.lat - other.lat) * metresPerDegree
}

/** True when the user stands at a door; unknown where the device's own accuracy is worse than the reach. */
export function isNear(here: Point, accuracy: number, door: Point): Near {
  if (accuracy > reach) return 'unsure'
  return metres(here, door) <= reach ? 'yes' : 'no'
}

/** Asks this device once for its position, compares, and forgets it: no position is stored or sent. */
export const nearDoor = (door: Point) =>
  new Promise<Near>((tell) => {
    if (!window.isSecureContext || !navigator.geolocation) return tell('unsure')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell(isNear({ lon: coords.longitude, lat: coords.latitude }, coords.accuracy, door)),
      () => tell('unsure'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    )
  })
