import { describe, expect, it } from 'vitest'
import { ladderOf, type CallLight } from '@/base/lights/calls'

type Ring = CallLight['rings'][number]
const ring = (of: Partial<Ring>): Ring => ({ attempt: 1, who: 'duty', state: 'failed', cause: null, at: null, channels: [], ...of })
const call = (rings: Ring[], of: Partial<CallLight> = {}) =>
  ({ rings, due: '2026-06-18T01:05:00Z', heard: null, drive: null, ...of }) as CallLight
const duty = (one: CallLight) => ladderOf(one)[0]!

describe('the ladder of a call', () => {
  it('says why a ring came to nobody', () => {
    const causes = {
      busy: '占线',
      off: '关机',
      'no-phone': '没有电话',
      nobody: '没有人值班',
      absent: '不在岗',
      'passed-on': '本人转下一位',
    }
    for (const [cause, word] of Object.entries(causes))
      expect(duty(call([ring({ cause })])), cause).toMatchObject({ state: 'failed', why: word })
  })
  it('adds nothing where nobody answered, or where a gateway says what is no word of ours', () => {
    for (const cause of [null, 'no-answer', '486 Busy Here', '__proto__', 'constructor'])
      expect(duty(call([ring({ cause })])).why, `${cause}`).toBe('')
  })
  it('gives no reason for what still rings, was answered, or was not asked', () => {
    expect(duty(call([ring({ state: 'placed', cause: 'busy' })]))).toMatchObject({ state: 'rings', why: '' })
    expect(duty(call([ring({ cause: 'busy' })], { heard: { who: 'duty' } as CallLight['heard'] }))).toMatchObject({
      state: 'answered',
      why: '',
    })
    expect(duty(call([]))).toMatchObject({ state: 'none', why: '' })
  })
  it('says the reason of each step by itself', () => {
    const both = ladderOf(call([ring({ cause: 'off' }), ring({ attempt: 2, who: 'deputy', cause: 'no-phone' })]))
    expect(both.map((step) => step.why)).toEqual(['关机', '没有电话', ''])
  })
})
