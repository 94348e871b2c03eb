import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { Refused } from '@/api/http'
import { useAsked } from '@/live/asked'

beforeEach(() => {
  vi.useFakeTimers()
  return void vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.useRealTimers()
  void vi.restoreAllMocks()
})

/** A question that is answered by what stands in the line, the last one for ever. */
function asking(...answers: (string | Refused)[]) {
  let times = 0
  const scope = effectScope()
  const asked = scope.run(() =>
    useAsked(async () => {
      const said = answers[Math.min(times++, answers.length - 1)]!
      if (said instanceof Refused) throw said
      return said
    }),
  )!
  return { ...asked, scope, times: () => times }
}
const busy = new Refused(503, 'view.behind', 'busy')

it('asks again by itself where what stood in the way passes, each time twice as late', async () => {
  const page = asking(busy, busy, busy, 'here')
  await vi.advanceTimersByTimeAsync(0)
  expect([page.times(), page.refused.value?.code]).toEqual([1, 'view.behind'])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(page.times()).toBe(2)
  await vi.advanceTimersByTimeAsync(1_999)
  expect(page.times()).toBe(2)
  await vi.advanceTimersByTimeAsync(1 + 4_000)
  expect([page.times(), page.value.value, page.refused.value]).toEqual([4, 'here', null])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(page.times()).toBe(4)
})

it('does not ask again what is refused for good, nor for who has left', async () => {
  const refused = asking(new Refused(404, 'not-found', 'no'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(refused.times()).toBe(1)
  const left = asking(busy)
  await vi.advanceTimersByTimeAsync(0)
  left.scope.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(left.times()).toBe(1)
})

it('is asked at once where there is news, not when its turn would come again', async () => {
  const page = asking(busy, busy, busy, busy, 'here')
  await vi.advanceTimersByTimeAsync(8_000)
  expect(page.times()).toBe(4)
  page.soon()
  await vi.advanceTimersByTimeAsync(120)
  expect([page.times(), page.value.value]).toEqual([5, 'here'])
})
