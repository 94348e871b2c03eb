import type { Extent } from 'ol/extent'
import type Geometry from 'ol/geom/Geometry'
import type MultiPolygon from 'ol/geom/MultiPolygon'
import type Polygon from 'ol/geom/Polygon'

/** Size of the drawing in its own units; at 1920 × 1080 a unit is nearly a pixel. */
export const size = { width: 1000, height: 770 } as const
const edge = 30
/** Sizes of a name, a count and the air around them; units. */
export const letter = 42
const [badge, air] = [64, 4]

export type Point = readonly [x: number, y: number]
/** Maps points (EPSG:3857) to the drawing, with the number of units a metre. */
export function fitted([left, bottom, right, top]: Extent) {
  const [w, h] = [right! - left!, top! - bottom!]
  const scale = Math.min((size.width - 2 * edge) / w, (size.height - 2 * edge) / h)
  const [dx, dy] = [(size.width - w * scale) / 2, (size.height - h * scale) / 2]
  const at = ([x, y]: Point): Point => [(x - left!) * scale + dx, (top! - y) * scale + dy]
  return { scale, at }
}

/** A simplified shape for the drawing: no corner nearer to the next than a unit. */
export function outline(shape: Geometry, { scale, at }: ReturnType<typeof fitted>) {
  const plain = shape.simplify(1 / scale) as Polygon | MultiPolygon
  const pieces = plain.getType() === 'MultiPolygon' ? (plain as MultiPolygon).getCoordinates() : [(plain as Polygon).getCoordinates()]
  return pieces
    .flat()
    .map((ring) => `M${ring.map(([x, y]) => at([x!, y!]).map(Math.round).join(' ')).join('L')}Z`)
    .join('')
}

/** A place with its open incidents. `urgent`: something is late there, or somebody needs help. */
export type Place = { id: string; name: string; at: Point; count: number; urgent: boolean }
/** Positions of its count and of its name above it; no name where there is no room for one. */
export type Written = Place & { badge?: Point; text?: Point }
type Box = { left: number; top: number; right: number; bottom: number }

const box = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2 - air,
  right: x + width / 2 + air,
  top: y - height / 2 - air,
  bottom: y + height / 2 + air,
})
const meets = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const isIn = (a: Box) => a.left >= 0 && a.top >= 0 && a.right <= size.width && a.bottom <= size.height

/**
 * Counts first, the urgent ones before the others, each as near to its place as it can stand; then names, those with a count first.
 * Nothing covers anything else: a count moves away, a name that has no room is left out.
 */
export function written(places: readonly Place[]): Written[] {
  const order = [...places].sort((a, b) => Number(b.urgent) - Number(a.urgent) || b.count - a.count || a.id.localeCompare(b.id))
  const taken: Box[] = []
  const take = (one: Box) => isIn(one) && !taken.some((other) => meets(one, other)) && taken.push(one) > 0
  const badges = new Map<string, Point>()
  for (const one of order.filter(({ count }) => count)) {
    const spot = around(one.at).find(([x, y]) => take(box(x, y, badge, badge))) ?? one.at
    badges.set(one.id, spot)
  }
  return order.map((one) => {
    const stands = badges.get(one.id)
    const [x, y] = stands ? [stands[0], stands[1] - (badge + letter) / 2 - 2 * air] : one.at
    const text = (stands ? [[x, y] as const] : nearBy([x, y])).find(([a, b]) => take(box(a, b, one.name.length * letter, letter)))
    return { ...one, ...(stands ? { badge: stands } : {}), ...(text ? { text } : {}) }
  })
}

/** A name alone can stand a line higher or lower. */
const nearBy = ([x, y]: Point): Point[] => [[x, y], ...[-1, 1, -2, 2].map((by): Point => [x, y + (by * letter) / 2])]

/** Places around it, the nearest first. */
const [turns, rounds] = [12, 12]
const steps: readonly Point[] = Array.from({ length: turns * rounds }, (_, n) => {
  const [far, angle] = [(badge / 2) * (Math.floor(n / turns) + 1), (2 * Math.PI * (n % turns)) / turns]
  return [far * Math.cos(angle), far * Math.sin(angle)]
})
const around = ([x, y]: Point): Point[] => [[x, y], ...steps.map(([dx, dy]): Point => [x + dx, y + dy])]
