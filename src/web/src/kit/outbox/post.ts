import { api, answer } from '@/base/api/http'
import { whoAmI } from '@/base/api/session'
import { retryAfter } from '@/base/send/patience'
import { Asking, send } from '@/base/send/send'
import { verdictOf } from '@/base/send/verdict'
import { session } from '@/base/session/who'
import type { Stored } from '@/kit/outbox/act'
import type { Outcome } from '@/kit/outbox/sending'

/** Sends an act to the server, with its key, so that an answer lost on the way does no harm. */
export async function post(act: Stored): Promise<Outcome> {
  try {
    const path = act.care ? await withCare(act.path, act.care) : act.path
    if (!path) return { kind: 'passing' }
    const { key, file } = act
    const headers = { 'Content-Type': file?.type ?? 'application/json', 'Idempotency-Key': key }
    const body = file ? Uint8Array.from(atob(file.base64), (one) => one.charCodeAt(0)) : JSON.stringify(act.body)
    return await outcomeOf(act, await send(new Asking(path, { method: 'POST', headers, body })))
  } catch {
    // Not reached, whatever the browser's error; the session itself notices when the user is no longer signed in.
    return session.value ? { kind: 'unreached' } : { kind: 'signed-out' }
  }
}

type Told = { position?: number; id?: string; personId?: string; code?: string; title?: string }

async function outcomeOf(act: Stored, response: Response): Promise<Outcome> {
  const { status, headers } = response
  // An answer in another form is not our server's: a network that asks for its own sign-in first accepts nothing.
  const told = (await response.json().catch(() => null)) as Told | null
  const verdict = verdictOf(status, told?.code)
  switch (verdict) {
    case 'done': {
      if (!told) return { kind: 'unreached' }
      const position = Number(headers.get('X-Position')) || told.position || 0
      const made = act.makes ? told.id : act.marks.some((mark) => mark.visitor) && told.personId ? told.personId : undefined
      return { kind: 'taken', position, ...(made ? { made } : {}) }
    }
    case 'signed-out':
      session.value = null
      return { kind: 'signed-out' }
    case 'forged':
      if (await whoAmI()) return { kind: 'passing' }
      return { kind: 'signed-out' }
    case 'passing':
      return { kind: 'passing', after: retryAfter(headers.get('Retry-After')) }
    case 'refused':
      // Only our server refuses an act for good, and it gives the reason.
      if (!told) return { kind: 'passing' }
      return { kind: 'refused', refusal: { status, code: told.code ?? String(status), sentence: told.title ?? response.statusText } }
  }
}

/** The server opens the case by itself a moment after the mark: until then there is no case to name an adult for. */
async function withCare(path: string, person: string): Promise<string | undefined> {
  const { items } = await answer(() => api.GET('/api/care', { params: {} }))
  const found = items.find((one) => one.person === person)
  return found && path.replace('{care}', found.id)
}
