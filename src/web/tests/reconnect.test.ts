import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const [starts, asked] = [[] as number[], { times: 0, answer: (): unknown => ({ account: 'a' }) }]
vi.mock('@microsoft/signalr', () => ({
  HubConnectionBuilder: class {
    withUrl() {
      return this
    }
    configureLogging() {
      return this
    }
    build() {
      return {
        state: 'Disconnected',
        on: () => undefined,
        onclose: () => undefined,
        stop: async () => undefined,
        start: () => {
          starts.push(Date.now())
          return Promise.reject(new Error('refused'))
        },
      }
    }
  },
  HubConnectionState: { Connected: 'Connected' },
  HttpTransportType: { WebSockets: 1 },
  LogLevel: { None: 6 },
}))
vi.mock('@/base/api/session', () => ({
  whoAmI: async () => {
    asked.times++
    return asked.answer()
  },
}))
const { Live } = await import('@/kit/live/live')

const out = vi.fn()
let live: InstanceType<typeof Live>
beforeEach(() => {
  vi.useFakeTimers()
  ;[starts.length, asked.times, asked.answer] = [0, 0, () => ({ account: 'a' })]
  out.mockClear()
})
afterEach(() => {
  live.close()
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const gaps = () => starts.slice(1).map((at, i) => at - starts[i]!)

it('waits twice as long after each try, and who is signed in is asked once', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  live = new Live(out)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked.times).toBe(1)
  await vi.advanceTimersByTimeAsync(180_000)
  expect(gaps().slice(0, 8)).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  expect([starts.length > 20, asked.times < 5]).toEqual([true, true])
})

it('never waits longer than 15 s, and no two lines that were cut together come back together', async () => {
  const times = new Set<number>()
  for (let n = 0; n < 20; n++) {
    starts.length = 0
    live = new Live(out)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(Math.max(...gaps())).toBeLessThanOrEqual(15_000)
    times.add(gaps().at(-1)!)
    live.close()
    await vi.advanceTimersByTimeAsync(20_000)
  }
  expect(times.size).toBeGreaterThan(15)
})

it('asks until it is told whether one is signed in, and leaves where one is not', async () => {
  asked.answer = () => Promise.reject(new Error('not reached'))
  live = new Live(out)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(asked.times).toBeGreaterThan(2)
  asked.answer = () => null
  await vi.advanceTimersByTimeAsync(20_000)
  expect(out).toHaveBeenCalledTimes(1)
})
