import { api, answer, Refused, seen, session } from '@/api/http'
import { whoAmI } from '@/api/session'
import { inRealm } from '@/realm/realm'
import { language } from '@/words'
import type { Stored } from './act'
import type { Outcome } from './sending'

const patience = 15_000

/** Tells the server of an act. The key goes along, so that an answer that was lost on the way costs nothing. */
export async function post(act: Stored): Promise<Outcome> {
  try {
    const path = act.care ? await withCare(act.path, act.care) : act.path
    if (!path) return { kind: 'passing' }
    const answered = await sent(path, act)
    if (answered.ok) {
      const said = (await answered.json().catch(() => ({}))) as { position?: number; personId?: string }
      const position = Number(answered.headers.get('X-Position')) || said.position || 0
      seen(position)
      return { kind: 'taken', position, ...(act.marks.some((mark) => mark.visitor) && said.personId ? { made: said.personId } : {}) }
    }
    if (answered.status === 401) return { kind: 'signed-out' }
    if (answered.status === 429 || answered.status >= 500) return { kind: 'passing' }
    const problem = (await answered.json().catch(() => ({}))) as { code?: string; title?: string }
    // A page that slept has an old antiforgery text: it is asked for anew.
    if (problem.code === 'session.forged' && (await whoAmI())) return { kind: 'passing' }
    return { kind: 'refused', refusal: { status: answered.status, code: problem.code ?? String(answered.status), sentence: problem.title ?? answered.statusText } }
  } catch (fault) {
    return fault instanceof Refused && fault.status === 401 ? { kind: 'signed-out' } : { kind: 'unreached' }
  }
}

const sent = (path: string, act: Stored) =>
  fetch(inRealm(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': act.key, 'Accept-Language': language(), 'X-Antiforgery': session.value?.antiforgery ?? '' },
    body: JSON.stringify(act.body),
    signal: AbortSignal.timeout(patience),
  })

/** The server opens the case by itself a moment after the mark: until then there is nothing to name. */
async function withCare(path: string, person: string): Promise<string | undefined> {
  const { items } = await answer(() => api.GET('/api/care', { params: {} }))
  const found = items.find((one) => one.person === person)
  return found && path.replace('{care}', found.id)
}
