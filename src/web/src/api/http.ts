import createClient from 'openapi-fetch'
import { retryAfter } from '@/send/patience'
import { Asking, send } from '@/send/send'
import { isUnready, verdictOf } from '@/send/verdict'
import { session } from '@/session/who'
import type { paths } from '@/wire/schema'
import type { Schemas } from '@/wire/schemas'

export { newId, newKey } from '@/send/key'
export { session, type Schemas }

/** Typed by the server's own description of itself: a path or member that is not there does not compile. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send, Request: Asking })

/** One field that somebody else wrote, from what was seen to what stands there; without values where one may not read it. */
export type Changed = { field: string; was?: string | null; now?: string | null }

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
    /** How long the server asks to wait before the next try; milliseconds. */
    readonly after = 0,
    /** What is held against each field, where the server names fields. */
    readonly errors: Readonly<Record<string, readonly string[]>> = {},
    /** What somebody else wrote since it was seen, field by field. */
    readonly changed: readonly Changed[] = [],
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
    return verdictOf(this.status) === 'passing'
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
    const problem = (error ?? {}) as {
      code?: string
      title?: string
      missing?: string[]
      arguments?: string[]
      errors?: Record<string, string[]>
      changed?: Changed[]
    }
    if (problem.code === 'view.behind' && tried < 2) continue
    if (verdictOf(response.status, problem.code) === 'signed-out') session.value = null
    // Somebody else has set the password, or a role needs an authenticator: that is done there before anything else.
    if (isUnready(problem.code) && location.pathname !== '/login') location.assign('/login')
    const { code = String(response.status), title = response.statusText, missing, arguments: facts, errors, changed } = problem
    throw new Refused(response.status, code, title, missing, facts, retryAfter(response.headers.get('Retry-After')), errors, changed)
  }
}
