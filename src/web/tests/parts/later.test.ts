import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { later } from '@/kit/parts/later'

const part = defineComponent({ render: () => h('p', 'wake up') })

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A part whose program cannot be loaded the first times. */
function lacking(times: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length <= times) throw new TypeError('Failed to fetch dynamically imported module')
    return { default: part }
  })
  const Later = later(load)
  return { load, box: mount({ render: () => h('div', h(Later)) }) }
}

it('A part whose program cannot be had is asked for again, each time twice as late, until it is there', async () => {
  const { load, box } = lacking(3)
  await flushPromises()
  expect([load.mock.calls.length, box.text()]).toEqual([1, ''])
  await vi.advanceTimersByTimeAsync(1_001)
  expect(load).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(2_001 + 4_001)
  expect([load.mock.calls.length, box.text()]).toEqual([4, 'wake up'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(4)
})

it('It is asked for at once when there is network again', async () => {
  const { load, box } = lacking(4)
  await vi.advanceTimersByTimeAsync(1_001 + 2_001 + 4_001)
  expect([load.mock.calls.length, box.text()]).toEqual([4, ''])
  dispatchEvent(new Event('online'))
  await flushPromises()
  expect([load.mock.calls.length, box.text()]).toEqual([5, 'wake up'])
  dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(5)
})
