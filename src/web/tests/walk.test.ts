import { expect, it } from 'vitest'
import { isDueOn } from '@/features/care/visits/walk'

const heat = { trigger: 'heat', cause: 'w1', before: '2026-07-10T10:00:00Z' } as unknown as Parameters<typeof isDueOn>[0]['extras'][number]

it('has a door on the walk from its day on, and at once where a visit was asked for besides', () => {
  for (const [next, extras, due] of [
    ['2026-07-09', [], true],
    ['2026-07-10', [], true],
    ['2026-07-11', [], false],
    ['2026-07-11', [heat], true],
    [null, [heat], true],
    [null, [], false],
  ] as const)
    expect([next, isDueOn({ next, extras: [...extras] }, '2026-07-10')]).toEqual([next, due])
})
