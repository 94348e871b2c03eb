import { expect, it } from 'vitest'
import { longestSide, scaled } from '@/features/ground/attachments/picture'

it('brings a picture to the longest side that leaves this device, and leaves a smaller one as it is', () => {
  expect(scaled(4000, 3000)).toEqual({ width: longestSide, height: 1200 })
  expect(scaled(3000, 4000)).toEqual({ width: 1200, height: longestSide })
  expect(scaled(640, 480)).toEqual({ width: 640, height: 480 })
  // A strip is never without a height.
  expect(scaled(100_000, 3)).toEqual({ width: longestSide, height: 1 })
})
