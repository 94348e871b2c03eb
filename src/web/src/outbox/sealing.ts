import type { Database } from './database'
import type { Secret } from './secret'

const name = 'phone'

/** Browsers seal only on https and on localhost. */
export const canSeal = () => globalThis.isSecureContext !== false && globalThis.crypto?.subtle !== undefined

/** Seals with a key that never leaves this browser: nobody, not even this page, can read it out. */
export class Sealing {
  private key?: Promise<CryptoKey>

  constructor(private readonly db: Database) {}

  async seal(value: unknown): Promise<Secret> {
    if (!canSeal()) return { plain: value }
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await this.own(), new TextEncoder().encode(JSON.stringify(value))) }
  }

  /** Undefined where it cannot be opened any more: the key is gone. */
  async open(secret: Secret): Promise<unknown> {
    if ('plain' in secret) return secret.plain
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: secret.iv }, await this.own(), secret.bytes)))
    } catch {
      return undefined
    }
  }

  /** What was sealed before can be read by nobody from now on. */
  async forget() {
    this.key = undefined
    await this.db.delete('keys', name)
  }

  private own() {
    return (this.key ??= this.load())
  }

  private async load() {
    const known = await this.db.get('keys', name)
    if (known) return known
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Another tab may have been faster: the first key stays.
    const turn = this.db.transaction('keys', 'readwrite')
    const first = await turn.store.get(name)
    if (!first) await turn.store.put(made, name)
    await turn.done
    return first ?? made
  }
}
