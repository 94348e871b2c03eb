import type MapBrowserEvent from 'ol/MapBrowserEvent'
import Circle from 'ol/geom/Circle'
import Interaction from 'ol/interaction/Interaction'

/** Pixels a hand may tremble between pressing and letting go. */
const tremble = 6
type Point = readonly number[]

/** A circle by a mouse or a finger: press in the middle, drag out the radius and let go; or press once in the middle and once at the edge. */
export class Circling {
  private middle: Point | null = null
  private from: Point = [0, 0]
  private pressed = false
  private dragged = false

  constructor(private readonly drawn: (circle: Circle) => void) {}

  /** Takes an event of the map; true where it belongs to the circle and must move nothing else. */
  take(type: string, at: Point, pixel: Point): boolean {
    const moved = Math.hypot(pixel[0]! - this.from[0]!, pixel[1]! - this.from[1]!) > tremble
    if (type === 'pointerdown') {
      ;[this.pressed, this.dragged, this.from] = [true, false, pixel]
      this.second = this.middle !== null
      this.middle ??= at
      return true
    }
    if (type === 'pointerdrag' && this.pressed) {
      this.dragged ||= moved
      if (this.dragged) this.put(at)
      return true
    }
    if (type === 'pointerup' && this.pressed) {
      this.pressed = false
      if (this.dragged || this.second) {
        this.put(at)
        this.middle = null
      }
      return true
    }
    if (type === 'pointermove' && this.middle && !this.pressed) this.put(at)
    return type === 'click' || type === 'singleclick' || type === 'dblclick'
  }

  private second = false

  private put(at: Point) {
    const [x, y] = this.middle!
    const radius = Math.hypot(at[0]! - x!, at[1]! - y!)
    if (radius > 0) this.drawn(new Circle([x!, y!], radius))
  }
}

/** The same as a tool of the map. Two fingers still zoom. */
export function circleTool(drawn: (circle: Circle) => void) {
  const circling = new Circling(drawn)
  return new Interaction({
    handleEvent(event: MapBrowserEvent) {
      const pointer = event.originalEvent as Partial<PointerEvent>
      if (pointer.isPrimary === false || (event.type === 'pointerdown' && pointer.button !== 0)) return true
      return !circling.take(event.type, event.coordinate, event.pixel)
    },
  })
}
