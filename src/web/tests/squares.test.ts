import { expect, it } from 'vitest'
import { nearest, place, type Spot } from '@/kit/map/callouts'
import { Squares } from '@/kit/map/squares'

/** Always the same places, spread over a board of 1,200 × 800. */
function* places(count: number) {
  let seed = 7
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  for (let n = 0; n < count; n++) yield { x: next() * 1300 - 50, y: next() * 900 - 50 }
}

it('find the same as looking at all', () => {
  const points = [...places(2_000)]
  const squares = new Squares(64, points)
  for (const at of places(500)) {
    const rect = { ...at, width: 60, height: 25 }
    const near = (point: { x: number; y: number }) => {
      const to = nearest(rect, point)
      return Math.hypot(to.x - point.x, to.y - point.y) < 15
    }
    expect(squares.some(rect, 15, near)).toBe(points.some(near))
  }
})

it('let cards be placed among very many without looking at each for each', () => {
  let looked = 0
  const spots = [...places(15_000)].map(({ x, y }, n): Spot => ({
    id: `${n}`,
    get x() {
      looked++
      return x
    },
    y,
    width: 212,
    height: 50,
    radius: 0,
  }))
  place(spots, { width: 1200, height: 800, margins: { top: 10, right: 10, bottom: 10, left: 10 }, most: 12 })
  expect(looked).toBeLessThan(40 * spots.length)
})
