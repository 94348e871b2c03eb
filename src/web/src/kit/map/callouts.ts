import { Squares } from '@/kit/map/squares'

/** A place with a card beside it; pixels. `radius` is that of its area on the screen, 0 where it has none. */
export type Spot = { id: string; x: number; y: number; width: number; height: number; radius: number }
export type Margins = { top: number; right: number; bottom: number; left: number }
/** `signs`: marks below that should stay readable. */
export type Board = { width: number; height: number; margins: Margins; most: number; signs?: readonly Rect[] }
/** Position of a card (its upper left corner), and both ends of its leader. */
export type Placed = { id: string; x: number; y: number; width: number; height: number; from: Point; to: Point }
type Point = { x: number; y: number }
export type Rect = { x: number; y: number; width: number; height: number }

const directions = Array.from({ length: 16 }, (_, i) => ({ x: Math.cos((i * Math.PI) / 8), y: Math.sin((i * Math.PI) / 8) }))
const distances = [26, 44, 70, 110, 165]
// A mark of an incident without a card is 24 px wide: no card comes over it.
const [gap, dot, clear] = [6, 15, 22]

/** True when two rectangles come nearer than `by`. */
export const meet = (a: Rect, b: Rect, by = 0) =>
  a.x < b.x + b.width + by && b.x < a.x + a.width + by && a.y < b.y + b.height + by && b.y < a.y + a.height + by
export const nearest = (rect: Rect, p: Point): Point => ({
  x: Math.min(Math.max(p.x, rect.x), rect.x + rect.width),
  y: Math.min(Math.max(p.y, rect.y), rect.y + rect.height),
})
const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
const side = (a: Point, b: Point, c: Point) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x))
export const crosses = (a: Point, b: Point, c: Point, d: Point) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

/** Number of signs that a card would cover. */
const covers = (card: Rect, { signs = [] }: Board) => signs.filter((sign) => meet(card, sign)).length

function crossesRect(from: Point, to: Point, rect: Rect) {
  const [l, t, r, b] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height]
  const corners = [
    { x: l, y: t },
    { x: r, y: t },
    { x: r, y: b },
    { x: l, y: b },
  ]
  return corners.some((corner, i) => crosses(from, to, corner, corners[(i + 1) % 4]!))
}

/**
 * Places cards beside their places, in the order given: never over one another, over a dot or over the margins. A spot without room stays a
 * dot.
 * A card that is `kept` (its offset from its place) stays where it is as long as that is free.
 */
export function place(spots: readonly Spot[], board: Board, kept: ReadonlyMap<string, Point> = new Map()): Placed[] {
  const inside = spots.filter((spot) => spot.x >= 0 && spot.y >= 0 && spot.x <= board.width && spot.y <= board.height)
  const middle = { x: mean(inside.map((spot) => spot.x)), y: mean(inside.map((spot) => spot.y)) }
  const near = new Squares(64, inside)
  const placed: Placed[] = []
  for (const spot of inside.slice(0, board.most)) {
    const stays = kept.get(spot.id)
    const there = stays && free(at(spot, stays), near, placed, board)
    const best = there && !covers(there, board) ? there : (choose(spot, near, placed, board, middle) ?? there)
    if (best) placed.push(best)
  }
  return placed
}

/** Number of dots up to which all are drawn. */
export const allDots = 200
/** Thins very many dots in and beside the picture: where several would overlap only the first is drawn, and the chosen one always. */
export function thinned<T extends Point & { id: string }>(
  dots: readonly T[],
  { width, height }: { width: number; height: number },
  chosen: string | null,
): T[] {
  if (dots.length <= allDots) return [...dots]
  const taken = new Set<number>()
  return dots.filter((one) => {
    if (one.id === chosen) return true
    if (!beside(one, { width, height })) return false
    const at = Math.round(one.x / 8) + Math.round(one.y / 8) * row
    return !taken.has(at) && taken.add(at)
  })
}
/** Width of a row of 8 px places: more than any picture has. */
const row = 1 << 16
/** True when it is in the picture, or beside it by no more than half its size: as far as the map moves before all is laid out anew. */
export const beside = ({ x, y }: Point, { width, height }: { width: number; height: number }) =>
  x >= -width / 2 && y >= -height / 2 && x <= width * 1.5 && y <= height * 1.5

/** Spots that have a card come before newcomers, otherwise the order stays. */
export const standingFirst = (spots: readonly Spot[], stand: ReadonlySet<string | null> = new Set()) =>
  stand.size ? [...spots.filter((spot) => stand.has(spot.id)), ...spots.filter((spot) => !stand.has(spot.id))] : spots

function choose(spot: Spot, spots: Squares<Spot>, placed: readonly Placed[], board: Board, middle: Point): Placed | undefined {
  let [best, least]: [Placed | undefined, number] = [undefined, Infinity]
  const out = { x: spot.x - middle.x, y: spot.y - middle.y }
  const far = Math.hypot(out.x, out.y)
  for (const distance of distances) {
    if (distance >= least) break
    for (const u of directions) {
      const half = Math.min(
        Math.abs(u.x) > 1e-6 ? spot.width / 2 / Math.abs(u.x) : Infinity,
        Math.abs(u.y) > 1e-6 ? spot.height / 2 / Math.abs(u.y) : Infinity,
      )
      const reach = spot.radius + distance + half
      const one = free(at(spot, { x: u.x * reach - spot.width / 2, y: u.y * reach - spot.height / 2 }), spots, placed, board)
      if (!one) continue
      const outward = far > 1 ? (u.x * out.x + u.y * out.y) / far : 1
      const plain = apart(one.from, one.to) + 90 * (1 - outward) + 120 * covers(one, board)
      if (plain >= least) continue
      const crossings = placed.filter(
        (other) =>
          crosses(one.from, one.to, other.from, other.to) || crossesRect(one.from, one.to, other) || crossesRect(other.from, other.to, one),
      ).length
      const cost = plain + 400 * crossings
      if (cost < least) [best, least] = [one, cost]
    }
  }
  return best
}

/** The card at an offset, with its leader from the area's edge to the card's. */
function at(spot: Spot, offset: Point): Placed & { spot: Spot } {
  const rect = { x: Math.round(spot.x + offset.x), y: Math.round(spot.y + offset.y), width: spot.width, height: spot.height }
  const to = nearest(rect, spot)
  const length = apart(spot, to)
  const edge = spot.radius > 12 && length > spot.radius ? spot.radius / length : 0
  return { ...rect, id: spot.id, from: { x: spot.x + (to.x - spot.x) * edge, y: spot.y + (to.y - spot.y) * edge }, to, spot }
}

function free(card: Placed & { spot: Spot }, spots: Squares<Spot>, placed: readonly Placed[], board: Board): Placed | undefined {
  const { spot, ...one } = card
  const { top, right, bottom, left } = board.margins
  if (one.x < left || one.y < top || one.x + one.width > board.width - right || one.y + one.height > board.height - bottom) return undefined
  if (placed.some((other) => meet(one, other, gap))) return undefined
  if (spots.some(one, dot, (other) => apart(nearest(one, other), other) < dot)) return undefined
  if (apart(nearest(one, spot), spot) < spot.radius + clear - 1) return undefined
  return one
}

const mean = (all: readonly number[]) => (all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : 0)
