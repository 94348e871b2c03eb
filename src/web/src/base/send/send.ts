import { onScopeDispose } from 'vue'
import { correct } from '@/base/clock'
import { mayLeave } from '@/base/realm/outages'
import { inRealm } from '@/base/realm/realm'
import { owned } from '@/base/session/session'
import { session } from '@/base/session/who'
import { language } from '@/base/words'
import { newKey } from '@/base/send/key'
import { outdated, pageVersion } from '@/base/send/page'

/** Time limit for loading data, or for the answer to an act; a file takes as long as it takes. Milliseconds. */
export const longest = { read: 8_000, act: 20_000, file: 0 }
/** Only these requests can wait for a position. */
const ofApi = /^\/api\//
/** Number of connections that a browser keeps to one server. */
const connections = 6
/** Time in which a connection kept by the browser must answer once, after the line fell silent. */
const knocking = 1_000

/** A request to our own server: it names the realm of the page. Built before sending: a body cannot be put into a second request. */
export class Asking extends Request {
  constructor(address: RequestInfo | URL, how?: RequestInit) {
    super(
      typeof address === 'string' || address instanceof URL ? new URL(inRealm(String(address)), location.origin) : inRealm(address.url),
      how,
    )
  }
}

/** State of the session's own requests. */
const line = owned(() => {
  const reading = new Set<AbortController>()
  onScopeDispose(() => reading.forEach((one) => one.abort()))
  return { reading, newest: 0, fresh: Promise.resolve() as Promise<unknown> }
})

/** The newest position this page has seen of anything it wrote or heard: requests ask for at least that. */
export const seen = (position: number) => void (line().newest = Math.max(line().newest, position))
export const newestSeen = () => line().newest

/**
 * The one way to the server, for loading and for acts: with the realm, the page's language, the key of the act, and a time limit.
 * Nothing leaves a phone whose network is down in its drill. Throws where the server was not reached; `verdictOf` explains an answer.
 */
export const send = sendBy((request, how) => fetch(request, how))

export type Carry = (request: Request) => Promise<Response>

/** The same, sent otherwise than by the browser's fetch: so that the progress of a file can be shown. */
export function sendBy(carry: (request: Request, how: { signal: AbortSignal }) => Promise<Response>): Carry {
  return (request) => carried(request, carry)
}

async function carried(request: Request, carry: (request: Request, how: { signal: AbortSignal }) => Promise<Response>): Promise<Response> {
  if (!mayLeave(request.url)) throw new TypeError('no network in this drill')
  const { reading, fresh } = line()
  const asked = written(request)
  await fresh
  const limit = new AbortController()
  const most = longest[kindOf(asked)]
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = most ? setTimeout(() => limit.abort(), most) : undefined
  }
  const givenUp = () => limit.abort()
  const over = () => {
    clearTimeout(timer)
    asked.signal.removeEventListener('abort', givenUp)
    reading.delete(limit)
  }
  if (asked.signal.aborted) givenUp()
  asked.signal.addEventListener('abort', givenUp, { once: true })
  limit.signal.addEventListener('abort', over, { once: true })
  if (asked.method === 'GET') reading.add(limit)
  heard()
  try {
    const response = await carry(asked, { signal: limit.signal })
    const position = Number(response.headers.get('X-Position'))
    if (position) seen(position)
    correct(response.headers.get('Date'))
    if (response.headers.has('X-Page-Least')) outdated().value = true
    return untilRead(response, limit.signal, heard, over)
  } catch (fault) {
    over()
    throw fault
  }
}

/**
 * The same answer, complete only once its body is received: a connection can fall silent behind its head too. Each piece may take as long
 * as the head did.
 */
function untilRead(response: Response, signal: AbortSignal, heard: () => void, over: () => void): Response {
  if (!response.body) {
    over()
    return response
  }
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, to) {
        heard()
        to.enqueue(piece)
      },
      flush: over,
    }),
    { signal },
  )
  return new Response(body, response)
}

function kindOf({ method, headers }: Request): keyof typeof longest {
  if (method === 'GET') return 'read'
  return (headers.get('Content-Type')?.includes('json') ?? true) ? 'act' : 'file'
}

/** Adds all that a request of ours carries. A load asks for at least the position that this page has seen. */
function written(request: Request): Request {
  const { newest } = line()
  const antiforgery = session.value?.antiforgery
  request.headers.set('Accept-Language', language())
  if (request.method !== 'GET') {
    request.headers.set('X-Page', String(pageVersion))
    if (antiforgery) request.headers.set('X-Antiforgery', antiforgery)
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey())
    return request
  }
  const url = new URL(request.url)
  if (!newest || url.searchParams.has('after') || !ofApi.test(url.pathname)) return request
  url.searchParams.set('after', String(newest))
  return new Asking(url, request)
}

/**
 * The line fell silent: running loads are given up, and every connection that the browser kept must answer once or is dropped, before
 * anything else is loaded.
 */
export function hangUp() {
  const here = line()
  for (const one of here.reading) one.abort()
  here.fresh = Promise.all(Array.from({ length: connections }, knock))
}

async function knock() {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), knocking)
  // Not answered in time: the connection is dropped, which is what it was asked for.
  await fetch('/health/live', { cache: 'no-store', signal: limit.signal })
    .then((answer) => answer.text())
    .catch(() => undefined)
  clearTimeout(timer)
}
