import type { Lonlat } from '@/kit/geo/areas'

/** A place in an address: a division by its code, or a point with its name. */
export type Sent = { division: string } | { point: Lonlat; name: string }

/** Text after ?at=. */
export const sentTo = (to: Sent) => ('division' in to ? to.division : [to.point.lon.toFixed(5), to.point.lat.toFixed(5), to.name].join())

/** Nothing where the address names no place. */
export function placeSent(at: string): Sent | undefined {
  if (/^\d{2,12}$/.test(at)) return { division: at }
  const [, lon, lat, name] = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)(?:,(.{0,80}))?$/.exec(at) ?? []
  return lon === undefined ? undefined : { point: { lon: Number(lon), lat: Number(lat) }, name: name ?? '' }
}
