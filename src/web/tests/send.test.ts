// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, api, Refused, session } from '@/base/api/http'
import type { Stored } from '@/kit/outbox/act'
import { post } from '@/kit/outbox/post'
import { heardOf } from '@/base/realm/outages'
import { pause, retryAfter } from '@/base/send/patience'
import { hangUp, longest, seen } from '@/base/send/send'
import { verdictOf, type Verdict } from '@/base/send/verdict'
import { beginAnew } from '@/base/session/session'

const asked: Request[] = []
let server: (request: Request) => Promise<Response>
beforeEach(() => {
  beginAnew()
  asked.length = 0
  session.value = { account: 'account-1', antiforgery: 'forgery-text', roles: [], scopes: [] } as never
  vi.stubGlobal('fetch', (request: Request, how?: RequestInit) => {
    asked.push(request)
    return Promise.race([server(request), aborted(how?.signal)])
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const aborted = (signal?: AbortSignal | null) =>
  new Promise<Response>((_, fail) => signal?.addEventListener('abort', () => fail(new DOMException('too late', 'AbortError'))))

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } }))
const act: Stored = {
  seq: 1,
  begun: true,
  key: 'key-of-the-act',
  account: 'account-1',
  at: 1,
  entity: 'door/1',
  path: '/api/incidents/i/doors/d/check',
  body: { state: 'safe' },
  label: { word: 'outbox.told', values: {} },
  gesture: 'g',
  marks: [],
}
const read = () => answer(() => api.GET('/api/me/tasks', {})).then(() => new Refused(200, 'done', ''), Refused.of)

/** Every status of our server or of a proxy before it, and its meaning; those of the API's own description are all in it. */
const table: Record<number, Verdict> = {
  200: 'done',
  201: 'done',
  202: 'done',
  304: 'refused',
  400: 'refused',
  401: 'signed-out',
  403: 'refused',
  404: 'refused',
  408: 'passing',
  409: 'refused',
  413: 'refused',
  415: 'refused',
  422: 'refused',
  425: 'passing',
  429: 'passing',
  500: 'passing',
  502: 'passing',
  503: 'passing',
  504: 'passing',
  507: 'passing',
}

describe('what a status means', () => {
  it('is said of every status there is', () => {
    const described = Object.keys((JSON.parse(readFileSync('../../tests/frozen/api/shared.json', 'utf8')) as { problems: object }).problems)
    expect(described.filter((status) => !(Number(status) in table))).toEqual([])
    for (const [status, verdict] of Object.entries(table)) expect(verdictOf(Number(status)), status).toBe(verdict)
    expect([verdictOf(0), verdictOf(403, 'session.forged'), verdictOf(599)]).toEqual(['passing', 'forged', 'passing'])
  })

  it.each(Object.entries(table).filter(([status]) => status !== '304'))(
    'is the same for what is asked and for what is done: %s %s',
    async (status, verdict) => {
      server = () => json(Number(status), { position: 7, code: 'some.code', title: '已由网格长接' })
      const refusal = await read()
      const outcome = await post(act)
      expect([refusal.status, refusal.passing]).toEqual([verdict === 'done' ? 200 : Number(status), verdict === 'passing'])
      expect(outcome.kind).toBe(
        ({ done: 'taken', 'signed-out': 'signed-out', forged: 'passing', passing: 'passing', refused: 'refused' } as const)[verdict],
      )
      if (outcome.kind === 'refused')
        expect(outcome.refusal).toEqual({ status: Number(status), code: 'some.code', sentence: '已由网格长接' })
      expect(session.value === null).toBe(verdict === 'signed-out')
    },
  )

  it('ends the session for an act as for a question', async () => {
    server = () => json(401, { code: 'session.missing' })
    expect((await post(act)).kind).toBe('signed-out')
    expect(session.value).toBe(null)
  })

  it("is nobody's word where the answer is not our server's: a network that asks for its own sign-in takes nothing and refuses nothing", async () => {
    server = () =>
      Promise.resolve(new Response('<html>sign in to this Wi-Fi</html>', { status: 200, headers: { 'Content-Type': 'text/html' } }))
    expect((await post(act)).kind).toBe('unreached')
    for (const status of [403, 404, 413]) {
      server = () => Promise.resolve(new Response('<html>no</html>', { status }))
      expect((await post(act)).kind, String(status)).toBe('passing')
    }
  })

  it('asks for a new antiforgery text where the page slept, and tells again with it', async () => {
    server = (request) =>
      request.method === 'GET'
        ? json(200, { account: 'account-1', antiforgery: 'new-text', roles: [], scopes: [] })
        : json(403, { code: 'session.forged' })
    expect((await post(act)).kind).toBe('passing')
    server = () => json(200, { position: 9 })
    expect(await post(act)).toEqual({ kind: 'taken', position: 9 })
    expect(asked.at(-1)!.headers.get('X-Antiforgery')).toBe('new-text')
  })
})

describe('a fault on the way', () => {
  it.each([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a connection that was reset', () => Promise.reject(new TypeError('NetworkError'))],
    ['an answer that breaks off', () => Promise.resolve(new Response('{"position":', { status: 200 }))],
  ] as [string, () => Promise<Response>][])('is a server that was not reached: %s', async (_, fault) => {
    server = fault
    expect((await post(act)).kind).toBe('unreached')
    expect(session.value).not.toBe(null)
  })

  it.each([
    ['a reading', longest.read, read],
    ['an act', longest.act, () => post(act)],
  ] as const)('is also an answer that never comes: %s', async (_, ms, ask) => {
    vi.useFakeTimers()
    server = () => new Promise(() => undefined)
    let came: unknown
    void ask().then((what) => (came = what))
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(came).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(came instanceof Refused ? came.unreached : (came as { kind: string }).kind === 'unreached').toBe(true)
  })

  it.each([
    ['a reading', longest.read, read],
    ['an act', longest.act, () => post(act)],
  ] as const)('is also an answer of which only the beginning comes: %s', async (_, ms, ask) => {
    vi.useFakeTimers()
    let more = (_: string) => {}
    const body = new ReadableStream<Uint8Array>({ start: (to) => void (more = (text) => to.enqueue(new TextEncoder().encode(text))) })
    server = () => Promise.resolve(new Response(body, { status: 200, headers: { 'Content-Type': 'application/json' } }))
    let came: unknown
    void ask().then((what) => (came = what))
    await vi.advanceTimersByTimeAsync(ms - 1)
    more('{"position":')
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(came).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(came instanceof Refused ? came.unreached : (came as { kind: string }).kind === 'unreached').toBe(true)
  })

  it('ends what is being read when the line falls silent, behind the head of an answer too', async () => {
    server = () => Promise.resolve(new Response(new ReadableStream(), { status: 200, headers: { 'Content-Type': 'application/json' } }))
    const asking = read()
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    await Promise.resolve()
    hangUp()
    expect((await asking).unreached).toBe(true)
  })

  it('keeps everything on a phone whose base station is down in its drill, marks too', async () => {
    const light = (broken: object[]) => ({ stage: 'running', broken }) as never
    server = () => json(200, { position: 1 })
    heardOf(light([]), 0)
    expect((await post(act)).kind).toBe('taken')
    expect(await onThePhone()).toEqual([0, 'unreached'])
  })
})

/** Number of sends, and the result, on /team: there outages of a drill hold. */
async function onThePhone() {
  vi.resetModules()
  history.replaceState(null, '', '/team')
  const [outages, who, outbox] = [
    await import('@/base/realm/outages'),
    await import('@/base/session/who'),
    await import('@/kit/outbox/post'),
  ]
  who.session.value = { account: 'account-1', antiforgery: 'forgery-text' } as never
  outages.heardOf({ stage: 'running', broken: [{ from: '2026-05-04T02:00:00Z' }] } as never, 0)
  const before = asked.length
  const { kind } = await outbox.post(act)
  history.replaceState(null, '', '/')
  return [asked.length - before, kind]
}

describe('a request', () => {
  it('carries key, antiforgery text and language; the key of the act each time', async () => {
    server = () => json(200, { position: 1 })
    await post(act)
    await post(act)
    const [one, two] = asked
    expect(asked.map((request) => request.headers.get('Idempotency-Key'))).toEqual([act.key, act.key])
    expect([one!.headers.get('X-Antiforgery'), two!.headers.get('Accept-Language'), new URL(one!.url).pathname]).toEqual([
      'forgery-text',
      'zh-CN',
      act.path,
    ])
    await answer(() => api.POST('/api/session/devices/end-others', {}))
    expect(asked.at(-1)!.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/)
  })

  it('that reads asks for at least what this page has seen, and for no more once another one is here', async () => {
    server = () => json(200, {}, { 'X-Position': '41' })
    seen(12)
    await read()
    await read()
    expect(asked.map((request) => new URL(request.url).searchParams.get('after'))).toEqual(['12', '41'])
    beginAnew()
    await read()
    expect(new URL(asked.at(-1)!.url).searchParams.get('after')).toBe(null)
  })
})

describe('the next try', () => {
  afterEach(() => void vi.restoreAllMocks())
  it('is as late as the server asks: in seconds, at a time, and not for ever', () => {
    const now = Date.parse('2026-05-04T02:00:00Z')
    expect(
      [null, '', '3', ' 3 ', 'Mon, 04 May 2026 02:00:05 GMT', 'Mon, 04 May 2026 01:00:00 GMT', 'soon', '86400'].map((said) =>
        retryAfter(said, now),
      ),
    ).toEqual([0, 0, 3_000, 3_000, 5_000, 0, 0, 60_000])
  })
  it.each([429, 503])('waits for it after a %s, for a question and for an act', async (status) => {
    server = () => json(status, { code: 'some.code' }, { 'Retry-After': '7' })
    expect((await read()).after).toBe(7_000)
    expect(await post(act)).toEqual({ kind: 'passing', after: 7_000 })
    for (const chance of [0, 0.999]) {
      vi.spyOn(Math, 'random').mockReturnValue(chance)
      expect(pause(0, { atLeast: 7_000 })).toBeGreaterThanOrEqual(7_000)
    }
  })
  it('comes twice as late each time up to an end, and never for all in one moment', () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0)
    expect([0, 1, 2, 3, 4, 5, 1_000].map((failed) => pause(failed, { most: 15_000 }))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
    ])
    random.mockRestore()
    expect(new Set(Array.from({ length: 100 }, () => pause(3))).size).toBeGreaterThan(50)
  })
})
