import type { Database } from '@/kit/outbox/database'
import { ofPhone } from '@/kit/outbox/forget'
import { half, keepHalf } from '@/kit/outbox/half'
import {
  asKey,
  hasLock,
  isLocked,
  mostWrong,
  newRaw,
  newSalt,
  ofCode,
  ofServer,
  unwrap,
  wrap,
  type Locked,
  type Opener,
} from '@/kit/outbox/lock'
import type { Secret } from '@/kit/outbox/secret'

/** Browsers seal only on https and on localhost. */
export const canSeal = () => globalThis.isSecureContext !== false && globalThis.crypto?.subtle !== undefined

/** A key changes under a lock of the browser's own (Safari has them from 15.4), so that no other page stores under the key that leaves. */
export const canLock = () => canSeal() && globalThis.navigator?.locks !== undefined

/** Result of an attempt to open a phone's lock. */
export type Attempt = 'open' | 'wrong' | 'too-often'
type Seal = (value: unknown) => Promise<Secret>
const changing = 'emergency-keys'

/**
 * Seals with a key of the account, which never leaves this browser: no page can export it, and nobody's key opens another's data. With the
 * owner's lock the key lies wrapped on the phone, and sealed data waits until the server or the owner has opened it.
 */
export class Sealing {
  /** Opened keys of locks, by the lock's id; in memory only, never stored. */
  private readonly opened = new Map<string, { key: CryptoKey; raw: ArrayBuffer }>()
  private readonly secrets = new Map<string, string>()
  /** Locks that the server's secret opens, as id and secret. */
  private readonly settled = new Set<string>()
  private readonly waiting = new Map<string, (() => void)[]>()

  constructor(private readonly db: Database) {}

  async seal(account: string, value: unknown): Promise<Secret> {
    return this.under(account, (seal) => seal(value))
  }

  /** Seals and stores as one step: no lock is set or removed in between, on any page of this browser. */
  async under<T>(account: string, store: (seal: Seal) => Promise<T>): Promise<T> {
    if (!canSeal()) return store(async (value) => ({ plain: value }))
    for (;;) {
      const { key, id } = await this.own(account)
      const done = await exclusively('shared', async () =>
        (await this.idOf(account)) === id ? { it: await store((value) => sealWith(key, value)) } : undefined,
      )
      if (done) return done.it
    }
  }

  /** Undefined where it cannot be opened any more: the key is gone, or it is another account's. Waits where a lock is not open yet. */
  async open(account: string, secret: Secret): Promise<unknown> {
    if ('plain' in secret) return secret.plain
    const entry = await this.db.get('keys', account)
    const own = entry && (isLocked(entry) ? (await this.own(account)).key : entry)
    const old = await this.db.get('keys', ofPhone)
    for (const key of [own, isLocked(old) ? undefined : old]) {
      const bytes = key && (await unwrap(secret, key))
      if (bytes) return JSON.parse(new TextDecoder().decode(bytes))
    }
    return undefined
  }

  /** State of an account's lock: set, locked, and `by`: the owner's way to open it, where it is still allowed. */
  async lockOf(account: string) {
    const entry = await this.db.get('keys', account)
    if (!isLocked(entry)) return { set: false, locked: false, by: undefined }
    const locked = !(await this.isOpen(account, entry))
    return { set: hasLock(entry), locked, by: entry.byOwner && entry.byOwner.wrong < mostWrong ? entry.byOwner : undefined }
  }

  /** True when sealed data of this account cannot be opened before its lock is. */
  waits = async (account: string) => (await this.lockOf(account)).locked

  /** Takes over the lock that the account has in another store of this phone, which must be open here: each drill has a store of its own. */
  async adopt(account: string, other: Database) {
    const entry = await other.get('keys', account)
    if (!hasLock(entry) || (await this.idOf(account)) === entry.id || !(await this.isOpen(account, entry))) return
    await this.change(account, this.opened.get(entry.id)!.key, entry)
  }

  /** Takes the server's secret for an account's session: opens its lock, now and when one is set later. */
  async serverSays(account: string, secret: string) {
    this.secrets.set(account, secret)
    const entry = await this.db.get('keys', account)
    if (isLocked(entry) && (await this.isOpen(account, entry))) {
      await this.underThisHalf(account)
      this.go(account)
    }
    // An unwrapped key, as an earlier version of the page stored it.
    else if (entry && !isLocked(entry) && keepHalf()) await this.removeLock(account)
  }

  async openWith(account: string, opener: Opener): Promise<Attempt> {
    const entry = await this.db.get('keys', account)
    const owner = isLocked(entry) ? entry.byOwner : undefined
    if (!isLocked(entry) || !owner || owner.wrong >= mostWrong) return 'too-often'
    const raw = await unwrap(owner, opener.kind === 'code' ? await ofCode(opener.code, owner.salt) : await asKey(opener.secret))
    const wrong = raw ? 0 : owner.wrong + 1
    if (wrong !== owner.wrong) await this.db.put('keys', { ...entry, byOwner: { ...owner, wrong } }, account)
    if (!raw) return wrong >= mostWrong ? 'too-often' : 'wrong'
    this.opened.set(entry.id, { key: await asKey(raw), raw })
    this.go(account)
    return 'open'
  }

  /** Sets a lock or changes its opener. All kept data is sealed anew, under a key that was never stored. */
  async setLock(account: string, opener: Opener) {
    const raw = newRaw()
    const salt = opener.kind === 'code' ? newSalt() : opener.salt
    const by = opener.kind === 'code' ? await ofCode(opener.code, salt) : await asKey(opener.secret)
    const credential = opener.kind === 'device' ? { credential: opener.credential } : {}
    const secret = this.secrets.get(account)
    const locked: Locked = {
      id: crypto.randomUUID(),
      byOwner: { ...(await wrap(raw, by)), kind: opener.kind, salt, wrong: 0, ...credential },
      ...(secret ? { byServer: await wrap(raw, await ofServer(secret)) } : {}),
    }
    const key = await asKey(raw)
    await this.change(account, key, locked)
    this.opened.set(locked.id, { key, raw: raw.buffer })
  }

  /** Removes the lock: from now on the opener of the key leaves with the session. */
  async removeLock(account: string) {
    const { key, entry } = await this.fresh(account)
    await this.change(account, key, entry)
  }

  /** Gives up data that nobody can open any more: all that this account has kept and not sent, and its lock. */
  async giveUp(account: string) {
    const turn = this.db.transaction(['acts', 'kept', 'keys'], 'readwrite')
    for (const row of await turn.objectStore('acts').getAll()) if (row.account === account) await turn.objectStore('acts').delete(row.seq!)
    for (const row of await turn.objectStore('kept').getAll()) if (row.account === account) await turn.objectStore('kept').delete(row.name)
    await turn.objectStore('keys').delete(account)
    await turn.done
    this.go(account)
  }

  /** The key to seal with, when it is open. `id`: of its lock; empty where it has none. */
  private async own(account: string): Promise<{ key: CryptoKey; id: string }> {
    for (;;) {
      const entry = await this.db.get('keys', account)
      if (entry && !isLocked(entry)) return { key: entry, id: '' }
      if (entry && (await this.isOpen(account, entry))) return { key: this.opened.get(entry.id)!.key, id: entry.id }
      // Nobody can open it any more: its half has left and the server has none.
      if (!entry || (entry.bySession && !entry.byServer)) {
        await this.make(account, entry?.id)
        continue
      }
      await new Promise<void>((go) => this.waiting.set(account, [...(this.waiting.get(account) ?? []), go]))
    }
  }

  private async idOf(account: string) {
    const entry = await this.db.get('keys', account)
    return isLocked(entry) ? entry.id : ''
  }

  /** Open already, by the half that is here for as long as the session, or by the server's secret. */
  private async isOpen(account: string, entry: Locked) {
    const here = half()
    if (entry.bySession && here && !this.opened.has(entry.id)) {
      const raw = await unwrap(entry.bySession, await ofServer(here))
      if (raw) this.opened.set(entry.id, { key: await asKey(raw), raw })
    }
    return this.openByServer(account, entry)
  }

  /** Keys that the server has opened are opened by this session's half too, for when there is no network. */
  private async underThisHalf(account: string) {
    const entry = await this.db.get('keys', account)
    if (!isLocked(entry) || !entry.bySession) return
    const here = keepHalf()
    const known = this.opened.get(entry.id)
    if (!here || !known) return
    const by = await ofServer(here)
    if (!(await unwrap(entry.bySession, by))) await this.db.put('keys', { ...entry, bySession: await wrap(known.raw, by) }, account)
  }

  /** Open already, or opened by the server's secret. A key that the owner has opened is wrapped for the server too. */
  private async openByServer(account: string, entry: Locked) {
    const known = this.opened.get(entry.id)
    const secret = this.secrets.get(account)
    if (!secret || this.settled.has(entry.id + secret)) return known !== undefined
    const by = await ofServer(secret)
    const raw = entry.byServer && (await unwrap(entry.byServer, by))
    if (raw) this.opened.set(entry.id, { key: await asKey(raw), raw })
    else if (known) await this.db.put('keys', { ...entry, byServer: await wrap(known.raw, by) }, account)
    if (raw || known) this.settled.add(entry.id + secret)
    return this.opened.has(entry.id)
  }

  private go(account: string) {
    for (const go of this.waiting.get(account) ?? []) go()
    this.waiting.delete(account)
  }

  /** A new key, with which nothing is sealed yet. */
  private async fresh(account: string): Promise<{ key: CryptoKey; entry: CryptoKey | Locked }> {
    const here = keepHalf()
    if (!here) {
      const key = await newKey()
      return { key, entry: key }
    }
    const raw = newRaw()
    const key = await asKey(raw)
    const secret = this.secrets.get(account)
    const entry: Locked = {
      id: crypto.randomUUID(),
      bySession: await wrap(raw, await ofServer(here)),
      ...(secret ? { byServer: await wrap(raw, await ofServer(secret)) } : {}),
    }
    this.opened.set(entry.id, { key, raw: raw.buffer })
    return { key, entry }
  }

  /** @param instead id of the entry, which nobody can open, that is replaced */
  private async make(account: string, instead?: string) {
    const { entry } = await this.fresh(account)
    // Another tab may have been faster: the first key stays.
    const turn = this.db.transaction('keys', 'readwrite')
    const first = await turn.store.get(account)
    if (!first || (instead && isLocked(first) && first.id === instead)) await turn.store.put(entry, account)
    await turn.done
  }

  /** Replaces an account's key, and seals all its data under the new one. Concurrent changes, such as an act that was sent, stay. */
  private async change(account: string, key: CryptoKey, entry: CryptoKey | Locked) {
    const before = (await this.own(account)).key
    await exclusively('exclusive', async () => {
      const anew = async <T extends { account: string; told: Secret }>(rows: T[]) => {
        const own = rows.filter((row) => row.account === account && !('plain' in row.told))
        return Promise.all(own.map(async (row) => [row, await resealed(row.told, before, key)] as const))
      }
      const acts = await anew(await this.db.getAll('acts'))
      const kept = await anew(await this.db.getAll('kept'))
      const turn = this.db.transaction(['acts', 'kept', 'keys'], 'readwrite')
      for (const [row, told] of acts) {
        const now = await turn.objectStore('acts').get(row.seq!)
        if (now && told) await turn.objectStore('acts').put({ ...now, told })
      }
      for (const [row, told] of kept) {
        const now = await turn.objectStore('kept').get(row.name)
        if (now && told) await turn.objectStore('kept').put({ ...now, told })
      }
      await turn.objectStore('keys').put(entry, account)
      await turn.done
    })
  }
}

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

async function sealWith(key: CryptoKey, value: unknown): Promise<Secret> {
  return wrap(new TextEncoder().encode(JSON.stringify(value)), key)
}

/** Undefined where the key that is leaving did not open it either. */
async function resealed(told: Secret, before: CryptoKey, after: CryptoKey): Promise<Secret | undefined> {
  const bytes = 'plain' in told ? undefined : await unwrap(told, before)
  return bytes && wrap(bytes, after)
}

/** Without the browser's own locks no key ever changes: see `canLock`. */
const exclusively = <T>(mode: 'shared' | 'exclusive', what: () => Promise<T>): Promise<T> =>
  globalThis.navigator?.locks ? (navigator.locks.request(changing, { mode }, what) as Promise<T>) : what()
