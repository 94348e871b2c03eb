import type { Database } from './database'
import type { Secret } from './secret'

/** What the phone itself keeps, and the one key that all accounts of an earlier version of the page had. */
export const ofPhone = 'phone'

/** Browsers seal only on https and on localhost. */
export const canSeal = () => globalThis.isSecureContext !== false && globalThis.crypto?.subtle !== undefined

/** Seals with a key of the account, which never leaves this browser: no page can read it out, and nobody's key opens what is another's. */
export class Sealing {
  private readonly keys = new Map<string, Promise<CryptoKey>>()

  constructor(private readonly db: Database) {}

  async seal(account: string, value: unknown): Promise<Secret> {
    if (!canSeal()) return { plain: value }
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return {
      iv,
      bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await this.own(account), new TextEncoder().encode(JSON.stringify(value))),
    }
  }

  /** Undefined where it cannot be opened any more: the key is gone, or it is another account's. */
  async open(account: string, secret: Secret): Promise<unknown> {
    if ('plain' in secret) return secret.plain
    for (const key of [await this.db.get('keys', account), await this.db.get('keys', ofPhone)]) {
      try {
        if (key)
          return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: secret.iv }, key, secret.bytes)))
      } catch {
        // Sealed with another key.
      }
    }
    return undefined
  }

  /** What was sealed before can be read by nobody from now on, but what is of these accounts. */
  async forget(but: ReadonlySet<string> = new Set()) {
    this.keys.clear()
    const turn = this.db.transaction('keys', 'readwrite')
    for (const account of await turn.store.getAllKeys())
      if (!but.has(account) && !(but.size && account === ofPhone)) await turn.store.delete(account)
    await turn.done
  }

  private own(account: string) {
    const known = this.keys.get(account) ?? this.load(account)
    this.keys.set(account, known)
    return known
  }

  private async load(account: string) {
    const known = await this.db.get('keys', account)
    if (known) return known
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Another tab may have been faster: the first key stays.
    const turn = this.db.transaction('keys', 'readwrite')
    const first = await turn.store.get(account)
    if (!first) await turn.store.put(made, account)
    await turn.done
    return first ?? made
  }
}
