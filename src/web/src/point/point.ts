import type { Lonlat } from '@/places/areas'

/** What stands in the two fields: degrees, WGS84; one may be typed before the other. */
export type Figures = { lon?: number | undefined; lat?: number | undefined }

/** The sixth decimal is a tenth of a metre. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
export const figuresOf = (at: Lonlat | null | undefined): Figures => (at ? { lon: rounded(at.lon), lat: rounded(at.lat) } : {})
/** The place that both say; null while one is missing. */
export const placeIn = ({ lon, lat }: Figures): Lonlat | null => (lon === undefined || lat === undefined ? null : { lon, lat })
/** As it is sent. */
export function toldIn(of: Figures) {
  const place = placeIn(of)
  return place && { ...place, datum: null }
}
