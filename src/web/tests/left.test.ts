// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const reached = vi.fn<() => Promise<boolean>>()
vi.mock('@/kit/leaving/leaving', () => ({ reached }))
const Left = (await import('@/shell/Left.vue')).default
const went = vi.spyOn(location, 'assign').mockReturnValue(undefined)

beforeEach(() => {
  vi.useFakeTimers()
  went.mockClear()
  reached.mockReset()
})
afterEach(() => void vi.useRealTimers())

it('goes on to signing in by itself, though no event says that there is network', async () => {
  reached.mockResolvedValueOnce(false).mockResolvedValueOnce(false).mockResolvedValue(true)
  const page = mount(Left, { props: { to: '/login' } })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(went.mock.calls).toEqual([['/login']])
  page.unmount()
})

it('tries again where the browser said so too early', async () => {
  reached.mockResolvedValue(false)
  const page = mount(Left, { props: { to: '/login' } })
  await vi.advanceTimersByTimeAsync(60_000)
  dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(went).not.toHaveBeenCalled()
  reached.mockResolvedValue(true)
  await vi.advanceTimersByTimeAsync(25_000)
  expect(went).toHaveBeenCalledOnce()
  page.unmount()
})

it('asks nobody any more once it is gone', async () => {
  reached.mockResolvedValue(false)
  const page = mount(Left, { props: { to: '/login' } })
  await vi.advanceTimersByTimeAsync(0)
  page.unmount()
  reached.mockClear()
  dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reached).not.toHaveBeenCalled()
})
