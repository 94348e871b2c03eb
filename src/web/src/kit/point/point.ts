import type { Lonlat } from '@/kit/geo/areas'

/** Content of the two fields: degrees, WGS84; either can be typed first. */
export type Figures = { lon?: number | undefined; lat?: number | undefined }

/** The sixth decimal is a tenth of a metre. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
export const figuresOf = (at: Lonlat | null | undefined): Figures => (at ? { lon: rounded(at.lon), lat: rounded(at.lat) } : {})
/** The place from both fields; null while one is missing. */
export const placeIn = ({ lon, lat }: Figures): Lonlat | null => (lon === undefined || lat === undefined ? null : { lon, lat })
/** The form of the point that is sent. */
export function toldIn(of: Figures) {
  const place = placeIn(of)
  return place && { ...place, datum: null }
}
