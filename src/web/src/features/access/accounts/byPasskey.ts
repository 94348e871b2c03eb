import { answer, api, type Schemas } from '@/base/api/http'
import { prove } from './passkeys'

/** The password was right, and the account has passkeys: the browser asks for one of them. Undefined where the owner cancels. */
export async function byPasskey(named: { account: string; password: string }): Promise<Schemas['SessionWish'] | undefined> {
  const { turn, options } = await answer(() => api.POST('/api/session/passkeys/ask', { body: named }))
  const credential = await prove(options)
  return credential ? { ...named, passkey: { turn, credential } } : undefined
}
