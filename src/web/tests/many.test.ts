import { describe, expect, it } from 'vitest'
import { drawnRows, grouped, nextRow, rowsOf, type BoardRow } from '@/features/response/incidents/rows'
import type { Card } from '@/features/response/incidents/desk'
import { thinned } from '@/kit/map/callouts'

const card = (id: number, late = 0) => ({ id: `i${id}`, late }) as unknown as Card
const cards = (n: number) => Array.from({ length: n }, (_, i) => card(i, i % 5 ? 0 : 1))
const street = (one: Card) => ({ code: String(Number(one.id.slice(1)) % 3), name: `street ${Number(one.id.slice(1)) % 3}` })
const ids = (rows: BoardRow[]) => rows.flatMap((row) => (row.card ? [row.card.id] : []))

describe('very many incidents', () => {
  it('all have a row, under their street, the street of the most urgent first, each street in the order of urgency', () => {
    const rows = rowsOf(cards(15_000), street)
    expect(ids(rows)).toHaveLength(15_000)
    expect(new Set(ids(rows)).size).toBe(15_000)
    const names = rows.filter((row) => !row.card)
    expect(names).toEqual([0, 1, 2].map((n) => ({ key: `street-${n}`, name: `street ${n}`, count: 5_000, late: 1_000 })))
    expect(rows.slice(1, 4).map((row) => row.key)).toEqual(['i0', 'i3', 'i6'])
  })
  it('stand without names while they are few', () => expect(rowsOf(cards(grouped), street).every((row) => row.card)).toBe(true))
  it('are each reached by going down, and by going up', () => {
    const rows = rowsOf(cards(400), street)
    for (const by of [1, -1] as const) {
      const reached: string[] = []
      for (let at = nextRow(rows, -1, by); at !== undefined; at = nextRow(rows, at, by)) reached.push(rows[at]!.key)
      expect(reached).toEqual(by > 0 ? ids(rows) : ids(rows).reverse())
    }
  })
  it('keep the row that has the focus among those that are drawn, wherever the window is', () => {
    expect(drawnRows([10, 11, 12], [2], 400)).toEqual([2, 10, 11, 12])
    expect(drawnRows([10, 11, 12], [11], 400)).toEqual([10, 11, 12])
    expect(drawnRows([10, 11, 12], [-1, 400], 400)).toEqual([10, 11, 12])
  })
  it('are on the map as dots where they do not lie on one another, always the chosen one', () => {
    const heap = Array.from({ length: 15_000 }, (_, i) => ({ id: `i${i}`, x: (i * 7) % 1000, y: (i * 13) % 800 }))
    const drawn = thinned(
      [...heap, { id: 'far', x: 90_000, y: 0 }, { id: 'beside', x: 1_400, y: 0 }],
      { width: 1000, height: 800 },
      'i14999',
    )
    expect(drawn.length).toBeLessThan((1000 / 8 + 2) * (800 / 8 + 2))
    expect(drawn.map((one) => one.id)).toEqual(expect.arrayContaining(['i0', 'i14999', 'beside']))
    expect(drawn.some((one) => one.id === 'far')).toBe(false)
    expect(thinned(heap.slice(0, 200), { width: 10, height: 10 }, null)).toHaveLength(200)
  })
})
