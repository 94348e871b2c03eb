import { describe, expect, it } from 'vitest'
import { score, totalOf } from '@/kit/parts/sentences'
import type { Schemas } from '@/base/wire/schemas'

const objective = (done: number, late: number, missed: number, notReached = 0): Schemas['ObjectiveJudged'] => ({
  id: `${done}${late}${missed}`,
  title: '',
  done,
  late,
  missed,
  notReached,
  percent: 50,
  reasons: [],
})

describe('the total of a drill’s report', () => {
  it('says the server’s percentage with the sums of all objectives', () => {
    const total = totalOf({ percent: 62, objectives: [objective(3, 1, 0), objective(1, 0, 2, 4)] })
    expect(total).toEqual({ percent: 62, done: 4, late: 1, missed: 2, notReached: 4 })
    expect(score(total)).toContain('62%（4 按时，1 迟，2 没做到）')
    expect(score(total)).toContain('4 项没有到')
  })
  it('is no zero where nothing counts yet', () => {
    for (const objectives of [[], [objective(0, 0, 0)]]) expect(score(totalOf({ percent: null, objectives }))).toBe('还没有可算的')
  })
})
