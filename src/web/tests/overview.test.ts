import MultiPolygon from 'ol/geom/MultiPolygon'
import Polygon from 'ol/geom/Polygon'
import { describe, expect, it } from 'vitest'
import { fitted, letter, outline, size, written, type Place } from '@/across/communityOverview/overviewMap'

const place = (id: string, at: [number, number], count = 0, urgent = false): Place => ({ id, name: `街道${id}`, at, count, urgent })
const square = (x: number, y: number, side: number) => [
  [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ],
]

describe('the map of the wall', () => {
  it('shows the whole of a division, north above, whatever its form', () => {
    for (const [width, height] of [
      [10, 10],
      [100, 3],
      [3, 100],
    ] as const) {
      const { at } = fitted([5, 5, 5 + width, 5 + height])
      const [[left, bottom], [right, top]] = [at([5, 5]), at([5 + width, 5 + height])]
      expect(Math.min(left, top)).toBeGreaterThan(0)
      expect(right).toBeLessThan(size.width)
      expect(bottom).toBeLessThan(size.height)
      expect((right - left) / (bottom - top)).toBeCloseTo(width / height)
    }
  })

  it('draws each piece of a shape', () => {
    const fit = fitted([0, 0, 1000, 1000])
    expect(outline(new Polygon(square(0, 0, 1000)), fit).match(/M[^Z]+Z/g)).toHaveLength(1)
    expect(outline(new MultiPolygon([square(0, 0, 400), square(500, 500, 400)]), fit).match(/M[^Z]+Z/g)).toHaveLength(2)
  })

  it('leaves out a name that has no room, and never a count', () => {
    const all = written([place('1', [500, 300]), place('2', [510, 305], 3), place('3', [505, 302], 1, true)])
    expect(all.find(({ id }) => id === '3')!.badge).toEqual([505, 302])
    expect(all.filter(({ badge }) => badge).map(({ id }) => id)).toEqual(['3', '2'])
    expect(all.find(({ id }) => id === '1')!.text).toBeUndefined()
  })

  it('covers nothing with anything else, however many stand near one spot', () => {
    let seed = 7
    const upTo = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most
    for (let round = 0; round < 300; round++) {
      const [x, y, spread] = [100 + upTo(800), 100 + upTo(570), 1 + upTo(90)]
      const spots = Array.from({ length: 1 + upTo(25) }, (_, n) =>
        place(`${n}`, [x + upTo(spread), y + upTo(spread)], upTo(4), upTo(2) === 1),
      )
      const all = written(spots)
      const boxes = all.flatMap(({ badge, text, name }) => [
        ...(badge ? [{ x: badge[0], y: badge[1], w: 64, h: 64 }] : []),
        ...(text ? [{ x: text[0], y: text[1], w: name.length * letter, h: letter }] : []),
      ])
      for (const [n, a] of boxes.entries())
        for (const b of boxes.slice(n + 1))
          expect(Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2, `round ${round}`).toBe(true)
      expect(all.filter(({ badge }) => badge)).toHaveLength(spots.filter(({ count }) => count).length)
    }
  })
})
