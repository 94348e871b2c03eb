type Point = { x: number; y: number }
type Rect = { x: number; y: number; width: number; height: number }

/** Points by the square they lie in, so that points near a place are found without going through all. */
export class Squares<T extends Point> {
  private readonly rows = new Map<number, Map<number, T[]>>()

  /** @param size of a square: about the usual search distance */
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

  /** True when one of the points that may lie within `by` of a rectangle satisfies the test. */
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
