/**
 * Meaning of an answer for the sender: done; not signed in; an old antiforgery text of a page that slept; worth another automatic try;
 * refused for good.
 */
export type Verdict = 'done' | 'signed-out' | 'forged' | 'passing' | 'refused'

/** Answers of the server, and of a proxy before it, that mean "not now". Every 5xx is one of them. */
const notNow: ReadonlySet<number> = new Set([408, 425, 429])

/** A 401 about a typed password or code, not about the session. */
const typed: ReadonlySet<string> = new Set(['session.wrong-password', 'session.wrong-code', 'session.code-needed'])

/** Signed in, but something must be done on the sign-in page before anything else: choosing a new password, enrolling an authenticator. */
const unready: ReadonlySet<string> = new Set(['session.reset', 'session.factor-missing'])
export const isUnready = (code = '') => unready.has(code)

/** The one table of meanings of a status, for all loads and acts. 0 is a server that was not reached. */
export function verdictOf(status: number, code = ''): Verdict {
  if (status >= 200 && status < 300) return 'done'
  if (status === 401 && !typed.has(code)) return 'signed-out'
  if (code === 'session.forged') return 'forged'
  // Acts done meanwhile are kept, and sent once that is done.
  if (status === 0 || status >= 500 || notNow.has(status) || isUnready(code)) return 'passing'
  return 'refused'
}
