import { expect, it } from 'vitest'
import { lastLook } from '@/features/prevention/riskPoints/risks'

it('says of the last look the figure and the sign, and nothing of what nobody has said', () => {
  const point = { seenAt: '2026-06-18T02:41:00+08:00', value: null, unit: 'water-cm', sign: '水变浑', signSeen: null } as const
  expect(lastLook({ ...point, seenAt: null })).toBe('')
  expect(lastLook(point)).toMatch(/^6月18日 02:41 看过$/)
  expect(lastLook({ ...point, value: 0 })).toMatch(/看过 · 0 厘米$/)
  expect(lastLook({ ...point, value: 40, signSeen: false })).toMatch(/看过 · 40 厘米 · 没有征兆$/)
  expect(lastLook({ ...point, signSeen: true })).toMatch(/看过 · 有征兆：水变浑$/)
  expect(lastLook({ ...point, sign: null, signSeen: true })).toMatch(/看过 · 有征兆$/)
})
