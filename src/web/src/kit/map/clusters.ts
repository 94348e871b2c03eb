import { counts, looks, type DoorState, type Purpose } from '@/kit/signs/symbols'
import { meet, type Rect } from '@/kit/map/callouts'

/** A person at a door, in map units (metres of the projection). */
export type DoorPoint = { id: string; x: number; y: number; building: string; state: DoorState; purpose: Purpose }
/** Doors near one another: the work left, and the shares of the ring. */
export type Cluster = {
  x: number
  y: number
  people: number
  buildings: number
  open: number
  shares: Shares
  extent: [number, number, number, number]
}
export type Shares = { help: number; amber: number; unchecked: number; mute: number; okbg: number }

const apart = 56
/** Radius of a ring in pixels, by the number of people it stands for. */
export const radiusOf = (people: number) => (people > 9 ? 27 : 21)
/** Distance from a ring's edge to the middle of its words, and the height of the words; pixels. */
export const [wordsBelow, wordsHigh] = [11, 18]

/**
 * Rings whose words cover no other ring and no other words, the most people first; the others have no words until somebody zooms in.
 * @param resolution map units a pixel
 * @param width of the words below a ring, in pixels
 */
export function captioned(all: readonly Cluster[], resolution: number, width: (one: Cluster) => number): Set<Cluster> {
  const at = (one: Cluster) => ({ x: one.x / resolution, y: -one.y / resolution })
  const rings = all.map((one) => ({
    one,
    x: at(one).x - radiusOf(one.people),
    y: at(one).y - radiusOf(one.people),
    width: 2 * radiusOf(one.people),
    height: 2 * radiusOf(one.people),
  }))
  const [kept, words] = [new Set<Cluster>(), [] as Rect[]]
  for (const one of [...all].sort((a, b) => b.people - a.people)) {
    const mine = {
      x: at(one).x - width(one) / 2,
      y: at(one).y + radiusOf(one.people) + wordsBelow - wordsHigh / 2,
      width: width(one),
      height: wordsHigh,
    }
    if (words.some((other) => meet(mine, other)) || rings.some((ring) => ring.one !== one && meet(mine, ring))) continue
    kept.add(one)
    words.push(mine)
  }
  return kept
}

/**
 * Doors no further apart than 56 px on a grid, each cell with its neighbours' rest: one pass, whatever their number.
 * @param resolution map units a pixel
 */
export function cluster(doors: Iterable<DoorPoint>, resolution: number): Cluster[] {
  const size = apart * resolution
  const cells = new Map<string, { all: DoorPoint[]; x: number; y: number }>()
  for (const door of doors) {
    const key = `${Math.floor(door.x / size)}/${Math.floor(door.y / size)}`
    const cell = cells.get(key)
    if (cell) {
      cell.all.push(door)
      cell.x += door.x
      cell.y += door.y
    } else cells.set(key, { all: [door], x: door.x, y: door.y })
  }
  const groups = [...cells.values()]
    .map(({ all, x, y }) => ({ all, x: x / all.length, y: y / all.length }))
    .sort((a, b) => b.all.length - a.all.length)
  // Neighbouring cells whose middles are near are one cluster: the grid's lines must not show.
  const kept: typeof groups = []
  for (const group of groups) {
    const near = kept.find((other) => Math.hypot(other.x - group.x, other.y - group.y) < size)
    if (!near) kept.push(group)
    else {
      const total = near.all.length + group.all.length
      near.x = (near.x * near.all.length + group.x * group.all.length) / total
      near.y = (near.y * near.all.length + group.y * group.all.length) / total
      near.all = near.all.concat(group.all)
    }
  }
  return kept.map(({ all, x, y }) => ({
    x,
    y,
    people: all.length,
    buildings: new Set(all.map((door) => door.building)).size,
    open: all.filter((door) => !counts(door.state, door.purpose)).length,
    shares: sharesOf(all),
    extent: extentOf(all),
  }))
}

function sharesOf(all: readonly DoorPoint[]): Shares {
  const shares: Shares = { help: 0, amber: 0, unchecked: 0, mute: 0, okbg: 0 }
  for (const door of all) shares[looks[door.state].fill as keyof Shares]++
  return shares
}

function extentOf(all: readonly DoorPoint[]): Cluster['extent'] {
  const [xs, ys] = [all.map((door) => door.x), all.map((door) => door.y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
