import { bytesOf } from '@/base/wire/base64url'

/** A key, wrapped under another one (AES-GCM). */
export type Wrapped = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

/** Secret with which the owner opens the phone's lock: a code of digits, or the phone's own unlocking (WebAuthn's PRF extension). */
export type Opener =
  | { kind: 'code'; code: string }
  | { kind: 'device'; credential: ArrayBuffer; secret: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer> }

/** The owner's way to the key. `salt`: for the code, or for the device's secret. `wrong`: wrong codes in a row. */
export type ByOwner = Wrapped & { kind: Opener['kind']; salt: Uint8Array<ArrayBuffer>; credential?: ArrayBuffer; wrong: number }

/**
 * Entry in the place of an account's key: the key, wrapped by the server's secret for the session and, on a phone with a lock, by the
 * owner's. Neither is on the phone, so that its files alone open nothing. Without a lock it is wrapped by the half that leaves with the
 * session (`half.ts`), so that its files open nothing once its owner has signed out.
 */
export type Locked = { id: string; bySession?: Wrapped; byServer?: Wrapped; byOwner?: ByOwner }

/** Number of wrong codes in a row after which only the server opens it. */
export const mostWrong = 10
/** Number of digits of a code. */
export const digits = 6
/** OWASP's number for PBKDF2 with SHA-256 (2023). */
const rounds = 600_000

export const isLocked = (entry: CryptoKey | Locked | undefined): entry is Locked => entry !== undefined && 'id' in entry

/** True where its owner has set a lock. */
export const hasLock = (entry: CryptoKey | Locked | undefined): entry is Locked => isLocked(entry) && !entry.bySession

export const newSalt = () => crypto.getRandomValues(new Uint8Array(32))
export const newRaw = () => crypto.getRandomValues(new Uint8Array(32))

/** The key itself; `extractable` is false for the stored key. */
export const asKey = (raw: BufferSource) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

export async function ofCode(code: string, salt: Uint8Array<ArrayBuffer>) {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return crypto.subtle.deriveKey(how, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Imports the server's secret, sent as base64url, 32 bytes. */
export const ofServer = (secret: string) => asKey(bytesOf(secret))

export async function wrap(raw: BufferSource, by: CryptoKey): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, by, raw) }
}

/** Undefined where another key wrapped it. */
export async function unwrap({ iv, bytes }: Wrapped, by: CryptoKey): Promise<ArrayBuffer | undefined> {
  try {
    return await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, by, bytes)
  } catch {
    return undefined
  }
}
