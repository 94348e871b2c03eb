import { describe, expect, it } from 'vitest'
import { farOf, metres, navigateTo } from '@/kit/parts/way'

describe('the way there', () => {
  it('is as long as a map says', () => {
    expect(metres({ lon: 114, lat: 32 }, { lon: 114, lat: 32.009 })).toBeCloseTo(1000.8, 0)
    expect(metres({ lon: 114, lat: 32 }, { lon: 114.01, lat: 32 })).toBeCloseTo(943, 0)
  })
  it('is said as people say it', () =>
    expect([0, 124, 996, 1_540, 12_400].map(farOf)).toEqual([
      { unit: 'metres', n: '10' },
      { unit: 'metres', n: '120' },
      { unit: 'kilometres', n: '1.0' },
      { unit: 'kilometres', n: '1.5' },
      { unit: 'kilometres', n: '12' },
    ]))
  it('opens what the phone itself has', () => {
    expect(navigateTo({ lon: 114.1, lat: 32.2 }, 'Mozilla/5.0 (Linux; Android 11)')).toBe('geo:32.2,114.1?q=32.2,114.1')
    expect(navigateTo({ lon: 114.1, lat: 32.2 }, 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)')).toBe('maps:?daddr=32.2,114.1')
  })
})
