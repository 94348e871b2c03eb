/** What an answer means for whoever sent: done; not signed in; a page that slept has an old antiforgery text; worth another try by itself; refused for good. */
export type Verdict = 'done' | 'signed-out' | 'forged' | 'passing' | 'refused'

/** Answers of the server, and of a proxy before it, that say "not now". Every 5xx is one of them. */
const notNow: ReadonlySet<number> = new Set([408, 425, 429])

/** A 401 that is about a password or code that was typed, not about the session. */
const typed: ReadonlySet<string> = new Set(['session.wrong-password', 'session.wrong-code', 'session.code-needed'])

/** Signed in, but something is to be done on the page for signing in before anything else: a password of one's own, an authenticator. */
const unready: ReadonlySet<string> = new Set(['session.reset', 'session.factor-missing'])
export const isUnready = (code = '') => unready.has(code)

/** The one table of what a status means, for all that is asked and all that is done. 0 is a server that was not reached. */
export function verdictOf(status: number, code = ''): Verdict {
  if (status >= 200 && status < 300) return 'done'
  if (status === 401 && !typed.has(code)) return 'signed-out'
  if (code === 'session.forged') return 'forged'
  // What was done meanwhile is kept, and sent once that is done.
  if (status === 0 || status >= 500 || notNow.has(status) || isUnready(code)) return 'passing'
  return 'refused'
}
