/** WGS84, degrees. */
export type Point = { lon: number; lat: number }

const earth = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Distance as the crow flies, metres. */
export function metres(a: Point, b: Point): number {
  const [up, across] = [Math.sin(radians(b.lat - a.lat) / 2), Math.sin(radians(b.lon - a.lon) / 2)]
  return 2 * earth * Math.asin(Math.sqrt(up * up + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * across * across))
}

/** Distance in speech: tens of metres below one kilometre, tenths of a kilometre above. */
export const farOf = (far: number): { unit: 'metres' | 'kilometres'; n: string } =>
  far < 995
    ? { unit: 'metres', n: `${Math.max(10, Math.round(far / 10) * 10)}` }
    : { unit: 'kilometres', n: (far / 1000).toFixed(far < 9_950 ? 1 : 0) }

/** Opens the phone's own navigation; nothing is loaded. Apple's phones do not know the address scheme that other phones share. */
export const navigateTo = ({ lat, lon }: Point, browser = navigator.userAgent) =>
  /iPhone|iPad|iPod/.test(browser) ? `maps:?daddr=${lat},${lon}` : `geo:${lat},${lon}?q=${lat},${lon}`
