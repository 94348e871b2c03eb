import createClient from 'openapi-fetch'
import { retryAfter } from '@/base/send/patience'
import { Asking, send } from '@/base/send/send'
import { isUnready, verdictOf } from '@/base/send/verdict'
import { session } from '@/base/session/who'
import type { paths } from '@/base/wire/schema'
import type { Schemas } from '@/base/wire/schemas'

export { newId, newKey } from '@/base/send/key'
export { session, type Schemas }

/** Typed by the server's own description of itself: a path or member that does not exist does not compile. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send, Request: Asking })

/** A field that somebody else has changed: old and new value; without values where the user may not see them. */
export type Changed = { field: string; was?: string | null; now?: string | null }

/** A refusal by the server, or a server that could not be reached. */
export class Refused extends Error {
  constructor(
    /** 0 where the server was not reached. */
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly missing: readonly string[] = [],
    /** Facts that the sentence contains: the tries left, the end of a lock … */
    readonly facts: readonly string[] = [],
    /** Milliseconds that the server asks the page to wait before the next try. */
    readonly after = 0,
    /** Errors of each field, where the server names fields. */
    readonly errors: Readonly<Record<string, readonly string[]>> = {},
    /** Changes that somebody else made since the page loaded the data, field by field. */
    readonly changed: readonly Changed[] = [],
  ) {
    super(sentence)
  }

  /** Converts whatever a request threw; a fault of the page itself has the code "bug". */
  static of(fault: unknown) {
    return fault instanceof Refused ? fault : new Refused(0, 'bug', String(fault))
  }

  get unreached() {
    return this.status === 0
  }
  /** True for errors that pass: overloaded, behind, or not reached. */
  get passing() {
    return verdictOf(this.status) === 'passing'
  }
}

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** Returns the answer's body, or throws {@link Refused}. Waits and asks again while the server's view is still behind. */
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
    // Somebody else has set the password, or a role requires an authenticator: the sign-in page handles that before anything else.
    if (isUnready(problem.code) && location.pathname !== '/login') location.assign('/login')
    const { code = String(response.status), title = response.statusText, missing, arguments: facts, errors, changed } = problem
    throw new Refused(response.status, code, title, missing, facts, retryAfter(response.headers.get('Retry-After')), errors, changed)
  }
}
