import { describe, expect, it } from 'vitest'
import { Circling } from '@/kit/map/circling'

function tool() {
  const radii: number[] = []
  const circling = new Circling((circle) => radii.push(Math.round(circle.getRadius())))
  return { radii, take: (type: string, x: number) => circling.take(type, [x, 0], [x, 0]) }
}

describe('a circle on the map', () => {
  it('is as wide as it was dragged when the button is let go, and follows the mouse no more', () => {
    const { radii, take } = tool()
    expect(take('pointerdown', 0)).toBe(true)
    expect(take('pointerdrag', 40)).toBe(true)
    take('pointerdrag', 90)
    take('pointerup', 100)
    expect(take('pointermove', 200)).toBe(false)
    expect(radii.at(-1)).toBe(100)
  })
  it('is made by two clicks too, and a hand that trembles drags nothing', () => {
    const { radii, take } = tool()
    take('pointerdown', 0)
    take('pointerdrag', 3)
    take('pointerup', 3)
    expect(radii).toEqual([])
    take('pointermove', 50)
    expect(radii.at(-1)).toBe(50)
    take('pointerdown', 80)
    take('pointerup', 80)
    take('pointermove', 300)
    expect(radii.at(-1)).toBe(80)
  })
  it('begins anew with the next press', () => {
    const { radii, take } = tool()
    for (const [type, x] of [
      ['pointerdown', 0],
      ['pointerdrag', 60],
      ['pointerup', 60],
      ['pointerdown', 500],
      ['pointerdrag', 520],
      ['pointerup', 520],
    ] as const)
      take(type, x)
    expect(radii.at(-1)).toBe(20)
  })
})
