import Circle from 'ol/geom/Circle'
import MultiPolygon from 'ol/geom/MultiPolygon'
import { circular } from 'ol/geom/Polygon'
import type Geometry from 'ol/geom/Geometry'
import { fromLonLat, transform } from 'ol/proj'
import { getDistance } from 'ol/sphere'
import type { Schemas } from '@/base/wire/schemas'

export type Area = NonNullable<Schemas['IncidentShown']['area']>
export type Lonlat = { lon: number; lat: number }
/** Parts, rings, corners: longitude and latitude, WGS84. */
export type Corners = [number, number][][][]

export const pixelOf = ({ lon, lat }: Lonlat) => fromLonLat([lon, lat])

/** Shapes of areas drawn before: building thousands anew would each cost as much as a picture. */
const drawn = new WeakMap<Area, Geometry>()

/** An area for the map; nothing where it names places whose shapes are not loaded. */
export function shapeOf(area: Area | null | undefined, boundary: (code: string) => Geometry | undefined): Geometry | undefined {
  if (!area) return undefined
  const shape = drawn.get(area) ?? made(area, boundary)
  // Shapes of places are loaded later.
  if (shape && area.shape !== 'named') drawn.set(area, shape)
  return shape
}
function made(area: Area, boundary: (code: string) => Geometry | undefined): Geometry | undefined {
  if (area.shape === 'circle') return circular([area.centre.lon, area.centre.lat], area.metres, 72).transform('EPSG:4326', 'EPSG:3857')
  if (area.shape === 'polygons')
    return new MultiPolygon(area.parts.map((rings) => rings.map((ring) => ring.map((point) => pixelOf(point))))) as Geometry
  if (area.shape !== 'named') return undefined
  const parts = area.places.map((place) => boundary(place.division)).filter((shape) => shape !== undefined)
  return parts.length ? new MultiPolygon(parts.flatMap((shape) => (shape as MultiPolygon).getCoordinates())) : undefined
}

export const shapeOfCorners = (all: Corners) =>
  new MultiPolygon(all.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => pixelOf({ lon, lat })))))

/** A circle of the drawing tool in the server's form. */
export function circleAsked(circle: Circle) {
  const [centre, edge] = [circle.getCenter(), [circle.getCenter()[0]! + circle.getRadius(), circle.getCenter()[1]!]].map((point) =>
    transform(point, 'EPSG:3857', 'EPSG:4326'),
  )
  return { lon: centre![0]!, lat: centre![1]!, metres: Math.min(50_000, Math.max(1, Math.round(getDistance(centre!, edge!)))) }
}

/** Metres on the ground as map units at a latitude. */
export const unitsOf = (metres: number, lat: number) => metres / Math.cos((lat * Math.PI) / 180)

/** The first crossing of two edges of a ring that are not neighbours; null where there is none. */
export function crossing(ring: readonly number[][]): [number, number] | null {
  const n = ring.length - 1
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!]
      const turn = (p: number[], q: number[], r: number[]) =>
        Math.sign((q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!))
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return [i, j]
    }
  return null
}
