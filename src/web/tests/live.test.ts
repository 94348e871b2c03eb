import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

type Handler = (...args: unknown[]) => void
const lines: FakeLine[] = []
/** A hub connection with prepared answers. */
class FakeLine {
  state = 'Disconnected'
  handlers = new Map<string, Handler>()
  asked: string[] = []
  closed: Handler = () => undefined
  answer: (id: string, since: unknown) => Promise<unknown> = () => Promise.resolve({ group: '', position: 1, snapshot: [] })
  constructor() {
    lines.push(this)
  }
  on(name: string, handler: Handler) {
    this.handlers.set(name, handler)
  }
  onclose(handler: Handler) {
    this.closed = handler
  }
  async start() {
    this.state = 'Connected'
  }
  async stop() {
    this.state = 'Disconnected'
    this.closed()
  }
  invoke(name: string, ...args: unknown[]) {
    this.asked.push(`${name} ${String(args[2])}`)
    return name === 'Join' ? this.answer(String(args[2]), args[3]) : Promise.resolve()
  }
  tell(name: string, ...args: unknown[]) {
    this.handlers.get(name)!(...args)
  }
}
let make: () => FakeLine = () => new FakeLine()
vi.mock('@microsoft/signalr', () => ({
  HubConnectionBuilder: class {
    withUrl() {
      return this
    }
    configureLogging() {
      return this
    }
    build() {
      return make()
    }
  },
  HubConnectionState: { Connected: 'Connected' },
  HttpTransportType: { WebSockets: 1 },
  LogLevel: { None: 6 },
}))

const { Live } = await import('@/kit/live/live')
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 5000, interval: 5 })
const change = (group: string, position: number, key: string, value: unknown) => ({ group, position, view: 'incident', key, value })
let live: InstanceType<typeof Live>

beforeEach(() => {
  lines.length = 0
  make = () => new FakeLine()
})
afterEach(() => live.close())

describe('the live line', () => {
  it('joins a group that is asked for while others are still being joined', async () => {
    let first = (_: unknown) => undefined as void
    make = () => {
      const line = new FakeLine()
      line.answer = (id) =>
        id === '4115'
          ? new Promise((done) => (first = done))
          : Promise.resolve({ group: `division/${id}`, position: 2, snapshot: [change('', 2, 'a', 1)] })
      return line
    }
    live = new Live(() => undefined)
    live.join('division', '4115')
    await until(() => lines[0]?.asked.length === 1)
    const late = live.join('incident', 'x')
    await until(() => late.ready.value)
    expect([...late.view('incident')]).toEqual([['a', 1]])
    first({ group: 'division/4115', position: 1, snapshot: [] })
    await until(() => live.state.value === 'live')
  })
  it('asks again where the server has only just come back', async () => {
    let asked = 0
    make = () => {
      const line = new FakeLine()
      line.answer = () =>
        ++asked < 3
          ? Promise.reject(new Error('HubException: view.behind'))
          : Promise.resolve({ group: 'division/4115', position: 7, snapshot: [] })
      return line
    }
    live = new Live(() => undefined)
    const here = live.join('division', '4115')
    await until(() => here.ready.value)
    expect([asked, here.lost.value]).toEqual([3, null])
  })
  it('is told why it may not see a group, once', async () => {
    make = () => {
      const line = new FakeLine()
      line.answer = () => Promise.reject(new Error('HubException: scope.not-yours'))
      return line
    }
    live = new Live(() => undefined)
    const here = live.join('division', '41')
    await until(() => here.lost.value === 'scope.not-yours')
    expect(lines[0]!.asked).toEqual(['Join 41'])
  })
  it('lays a change that comes in one breath with the answer over it', async () => {
    make = () => {
      const line = new FakeLine()
      line.answer = () => {
        queueMicrotask(() => line.tell('changed', [change('division/4115', 6, 'a', 'new')]))
        return Promise.resolve().then(() => ({ group: 'division/4115', position: 5, snapshot: [change('division/4115', 5, 'a', 'old')] }))
      }
      return line
    }
    live = new Live(() => undefined)
    const here = live.join('division', '4115')
    await until(() => live.state.value === 'live')
    expect(here.view('incident').get('a')).toBe('new')
  })
  it('comes back with the last position it heard, and says how much it made up for', async () => {
    const since: unknown[] = []
    make = () => {
      const line = new FakeLine()
      line.answer = (_, last) => {
        since.push(last)
        return Promise.resolve(
          last
            ? { group: 'division/4115', position: 12, missed: [change('', 11, 'a', 2), change('', 12, 'b', 3)] }
            : { group: 'division/4115', position: 5, snapshot: [change('', 5, 'a', 1)] },
        )
      }
      return line
    }
    live = new Live(() => undefined)
    const here = live.join('division', '4115')
    await until(() => live.state.value === 'live')
    lines[0]!.tell('head', 9)
    void lines[0]!.stop()
    await until(() => live.state.value === 'live' && lines.length === 2)
    expect(since).toEqual([null, 9])
    expect([live.caughtUp.value, here.view('incident').get('b')]).toEqual([2, 3])
  })
})
