import createClient, { type Middleware } from 'openapi-fetch'
import { ref } from 'vue'
import { correct } from '@/clock'
import { mayLeave } from '@/realm/outages'
import { inRealm } from '@/realm/realm'
import { language } from '@/words'
import type { paths } from '@/wire/schema'
import type { Schemas } from '@/wire/schemas'

export type { Schemas }

/** Who is signed in; null where nobody is. Its antiforgery text goes with every write. */
export const session = ref<Schemas['SessionShown'] | null>(null)

/** The newest position this page has seen of anything it wrote or heard: reads ask for at least that. */
let newest = 0
export const seen = (position: number) => void (newest = Math.max(newest, position))
export const newestSeen = () => newest

/** A key of the act, drawn where the act is done: a second sending with it does nothing twice. Works on plain http too, where crypto.randomUUID is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What is asked of the server names the realm of the page. Not in the middleware: a body cannot be put into a second request. */
class Asking extends Request {
  constructor(address: RequestInfo | URL, how?: RequestInit) {
    super(inRealm(String(address)), how)
  }
}

const ours: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    if (request.method === 'GET') {
      if (!newest) return undefined
      const url = new URL(request.url)
      if (!url.searchParams.has('after')) url.searchParams.set('after', String(newest))
      return new Asking(url, request)
    }
    if (session.value) request.headers.set('X-Antiforgery', session.value.antiforgery)
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey())
    return undefined
  },
  onResponse({ response }) {
    const position = Number(response.headers.get('X-Position'))
    if (position) seen(position)
    correct(response.headers.get('Date'))
    return undefined
  },
}

const flying = new Set<AbortController>()
let fresh: Promise<unknown> = Promise.resolve()
/** So many connections a browser keeps to one server. */
const kept = 6

/** A request that does not wait for ever on a connection that died without a word. A file may take as long as it takes. */
export async function patiently(request: Request): Promise<Response> {
  if (!mayLeave(request.url)) throw new TypeError('no network in this drill')
  await fresh
  const limit = new AbortController()
  const most = request.method === 'GET' ? 8000 : request.headers.get('Content-Type')?.includes('json') ? 20_000 : 0
  const timer = most ? setTimeout(() => limit.abort(), most) : undefined
  if (request.method === 'GET') flying.add(limit)
  try {
    return await fetch(request, { signal: limit.signal })
  } finally {
    clearTimeout(timer)
    flying.delete(limit)
  }
}

/** The line fell silent: what is being read is given up, and every connection that the browser kept must answer once within a second or is dropped, before anything else is asked. */
export function hangUp() {
  for (const one of flying) one.abort()
  fresh = Promise.all(Array.from({ length: kept }, knock))
}

async function knock() {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), 1000)
  await fetch('/health/live', { cache: 'no-store', signal: limit.signal }).then((answer) => answer.text()).catch(() => undefined)
  clearTimeout(timer)
}

/** Typed by the server's own description of itself: a path or member that is not there does not compile. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: patiently, Request: Asking })
api.use(ours)

/** What the server said against it, or that it could not be asked. */
export class Refused extends Error {
  constructor(
    /** 0 where the server was not reached. */
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly missing: readonly string[] = [],
    /** What the sentence was made of: the tries left, the time until which …  */
    readonly facts: readonly string[] = [],
  ) {
    super(sentence)
  }

  /** What was thrown where something was asked; a fault of the page itself is code "bug". */
  static of(fault: unknown) {
    return fault instanceof Refused ? fault : new Refused(0, 'bug', String(fault))
  }

  get unreached() {
    return this.status === 0
  }
  /** Worth another try by itself: overloaded, behind, or not reached. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** The answer's body, or throws {@link Refused}. A page that waits for its view a little longer asks again by itself. */
export async function answer<T>(asked: () => Promise<Answered<T>>): Promise<T> {
  for (let tried = 0; ; tried++) {
    let answered: Answered<T>
    try {
      answered = await asked()
    } catch (fault) {
      throw new Refused(0, 'unreached', fault instanceof Error ? fault.message : String(fault))
    }
    const { data, error, response } = answered
    if (response.ok) return data as T
    const problem = (error ?? {}) as { code?: string; title?: string; missing?: string[]; arguments?: string[] }
    if (problem.code === 'view.behind' && tried < 2) continue
    if (response.status === 401) session.value = null
    // Somebody else has set the password: one chooses another there before anything else.
    if (problem.code === 'session.reset' && location.pathname !== '/login') location.assign('/login')
    throw new Refused(response.status, problem.code ?? String(response.status), problem.title ?? response.statusText, problem.missing, problem.arguments)
  }
}
