import { describe, expect, it } from 'vitest'
import { drawnOf, none } from '@/kit/map/base/baseMaps'
import { widthAt } from '@/kit/map/base/paint'

describe('which base map is drawn', () => {
  const all = [{ id: 'cut', fault: 'damaged' }, { id: 'own' }, { id: 'service' }]

  it('is the first that works, until somebody chooses', () => {
    expect(drawnOf(all, null)?.id).toBe('own')
    expect(drawnOf(all, 'service')?.id).toBe('service')
  })

  it('is another one where the chosen one is gone or broken', () => {
    expect(drawnOf(all, 'cut')?.id).toBe('own')
    expect(drawnOf(all, 'taken-away')?.id).toBe('own')
    expect(drawnOf([all[0]!], null)).toBeUndefined()
  })

  it('is none where none is wanted', () => expect(drawnOf(all, none)).toBeUndefined())
})

describe('how wide a street is', () => {
  const steps = [
    [10, 1],
    [12, 3],
    [14, 9],
  ] as const

  it('grows evenly between the zooms that are named', () => {
    expect(widthAt(steps, 9.9)).toBe(0)
    expect(widthAt(steps, 10)).toBe(1)
    expect(widthAt(steps, 11)).toBe(2)
    expect(widthAt(steps, 13)).toBe(6)
    expect(widthAt(steps, 20)).toBe(9)
  })
})
