type Point = { x: number; y: number }
type Rect = { x: number; y: number; width: number; height: number }

/** Points by the square they lie in, so that those near a place are found without looking at all of them. */
export class Squares<T extends Point> {
  private readonly rows = new Map<number, Map<number, T[]>>()

  /** @param size of a square: about as far as is looked */
  constructor(
    private readonly size: number,
    points: Iterable<T> = [],
  ) {
    for (const point of points) this.add(point)
  }

  add(point: T) {
    const [x, y] = [this.at(point.x), this.at(point.y)]
    const row = this.rows.get(y) ?? new Map<number, T[]>()
    const square = row.get(x) ?? []
    square.push(point)
    row.set(x, square)
    this.rows.set(y, row)
  }

  /** Whether one of the points that may lie within `by` of a rectangle is so. */
  some(rect: Rect, by: number, is: (point: T) => boolean): boolean {
    const right = this.at(rect.x + rect.width + by)
    for (let y = this.at(rect.y - by), last = this.at(rect.y + rect.height + by); y <= last; y++) {
      const row = this.rows.get(y)
      if (row) for (let x = this.at(rect.x - by); x <= right; x++) if (row.get(x)?.some(is)) return true
    }
    return false
  }

  private at = (place: number) => Math.floor(place / this.size)
}
