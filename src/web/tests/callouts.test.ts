import { describe, expect, it } from 'vitest'
import { meet, nearest, place, standingFirst, type Spot } from '@/kit/map/callouts'
import { captioned, type Cluster } from '@/kit/map/clusters'

const margins = { top: 56, right: 64, bottom: 52, left: 12 }
const board = { width: 1000, height: 800, margins, most: 12 }
/** A small generator, so that a failing night can be repeated. */
function random(seed: number) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296
    return seed / 4294967296
  }
}
const spotsOf = (seed: number, count: number): Spot[] => {
  const next = random(seed)
  return Array.from({ length: count }, (_, i) => ({
    id: `i${i}`,
    x: next() * 1000,
    y: next() * 800,
    width: i ? 212 : 236,
    height: i ? 50 : 58,
    radius: next() < 0.3 ? next() * 60 : 0,
  }))
}

describe('call-out cards', () => {
  it('never lie over one another, a dot or the margins, wherever the incidents are', () => {
    const bad: string[] = []
    for (let seed = 1; seed <= 40; seed++)
      for (const count of [1, 5, 12, 30]) {
        const spots = spotsOf(seed, count)
        const placed = place(spots, board)
        for (const [i, one] of placed.entries()) {
          for (const other of placed.slice(i + 1)) if (meet(one, other)) bad.push(`${seed}/${count}: ${one.id} meets ${other.id}`)
          for (const spot of spots) {
            const near = nearest(one, spot)
            if (Math.hypot(near.x - spot.x, near.y - spot.y) < 8) bad.push(`${seed}/${count}: ${one.id} over ${spot.id}`)
          }
          if (
            one.x < margins.left ||
            one.y < margins.top ||
            one.x + one.width > 1000 - margins.right ||
            one.y + one.height > 800 - margins.bottom
          )
            bad.push(`${seed}/${count}: ${one.id} in the margin`)
        }
      }
    expect(bad).toEqual([])
  }, 20_000)
  it('keep clear of their own area, and their leader ends at its edge', () => {
    const spot: Spot = { id: 'a', x: 500, y: 400, width: 212, height: 50, radius: 80 }
    const [one] = place([spot], board)
    const near = nearest(one!, spot)
    expect(Math.hypot(near.x - 500, near.y - 400)).toBeGreaterThanOrEqual(101)
    expect(Math.round(Math.hypot(one!.from.x - 500, one!.from.y - 400))).toBe(80)
  })
  it('are all there where there is room: five and twelve incidents of a county', () => {
    for (const count of [5, 12]) {
      const next = random(count)
      const spots = Array.from({ length: count }, (_, i) => ({
        id: `i${i}`,
        x: 150 + (i % 4) * 220 + next() * 40,
        y: 150 + Math.floor(i / 4) * 200 + next() * 60,
        width: 212,
        height: 50,
        radius: 0,
      }))
      expect(place(spots, board)).toHaveLength(count)
    }
  })
  it('leave signs readable where there is room, and stand over one rather than nowhere', () => {
    const spot: Spot = { id: 'a', x: 500, y: 400, width: 212, height: 50, radius: 0 }
    const [plain] = place([spot], board)
    const over = { x: plain!.x, y: plain!.y, width: 60, height: 20 }
    const [aside] = place([spot], { ...board, signs: [over] }, new Map([['a', { x: plain!.x - 500, y: plain!.y - 400 }]]))
    expect(meet(aside!, over)).toBe(false)
    expect(place([spot], { ...board, signs: [{ x: 0, y: 0, width: 1000, height: 800 }] })).toHaveLength(1)
  })
  it('stay where they were while that is free', () => {
    const spots = spotsOf(7, 5)
    const before = place(spots, board)
    const kept = new Map(
      before.map((one) => [
        one.id,
        { x: one.x - spots.find((spot) => spot.id === one.id)!.x, y: one.y - spots.find((spot) => spot.id === one.id)!.y },
      ]),
    )
    expect(
      place([...spots].reverse(), board, kept)
        .map(({ id, x, y }) => ({ id, x, y }))
        .sort((a, b) => a.id.localeCompare(b.id)),
    ).toEqual(before.map(({ id, x, y }) => ({ id, x, y })).sort((a, b) => a.id.localeCompare(b.id)))
  })
  it('stay with those that have one while newcomers come before them', () => {
    const spots = Array.from({ length: 14 }, (_, i): Spot => ({
      id: `i${i}`,
      x: 150 + (i % 4) * 220,
      y: 150 + Math.floor(i / 4) * 160,
      width: 212,
      height: 50,
      radius: 0,
    }))
    const [newcomer, ...before] = spots
    const had = place(before, board).map((one) => one.id)
    const stand = new Set(had)
    expect(place(spots, board).map((one) => one.id)).not.toEqual(had)
    expect(place(standingFirst([newcomer!, ...before], stand), board).map((one) => one.id)).toEqual(had)
    expect(standingFirst(spots)).toEqual(spots)
  })
  it('are given to the most urgent only, the rest are dots', () => {
    const placed = place(spotsOf(3, 40), board)
    expect(placed.length).toBeLessThanOrEqual(12)
    expect(placed.every((one) => Number(one.id.slice(1)) < 40)).toBe(true)
  })
})

describe('rings of doors near one another', () => {
  const ring = (x: number, y: number, people: number): Cluster => ({
    x,
    y,
    people,
    buildings: 2,
    open: people,
    shares: { help: 0, amber: 0, unchecked: people, mute: 0, okbg: 0 },
    extent: [x, y, x, y],
  })
  const width = () => 90
  it('have words only where those lie over no other ring and no other words, the most people first', () => {
    const [many, few, below, far] = [ring(0, 0, 20), ring(60, 20, 4), ring(0, -60, 3), ring(400, 0, 2)]
    expect([...captioned([few, below, many, far], 1, width)]).toEqual([below, far])
    expect([...captioned([few, many, far], 1, width)]).toEqual([many, far])
    expect(captioned([few, below, many, far], 0.25, width).size).toBe(4)
  })
})
