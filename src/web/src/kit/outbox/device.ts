import type { Opener } from '@/kit/outbox/lock'

/**
 * Derives a key from the phone's own unlocking (finger, face, its own code): WebAuthn with the PRF extension (W3C Web Authentication Level
 * 3, § 10.1.4). It works without network; nobody is signed in by it.
 */
type Prf = { prf?: { enabled?: boolean; results?: { first?: BufferSource } } }

type Made = Extract<Opener, { kind: 'device' }>

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

export const mayUseDevice = async () =>
  globalThis.PublicKeyCredential !== undefined &&
  (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false))

/** Makes a key of this phone for an account; undefined where it gives none. */
export async function makeDeviceKey(name: string): Promise<Made | undefined> {
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: random(32),
        rp: { name: document.title },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required', residentKey: 'preferred' },
        extensions: { prf: {} },
      },
    })
    .catch(() => null)
  if (!(made instanceof PublicKeyCredential) || !(made.getClientExtensionResults() as Prf).prf?.enabled) return undefined
  const salt = random(32)
  const secret = await askDevice(made.rawId, salt)
  return secret && { kind: 'device', credential: made.rawId, secret, salt }
}

/** Secret from the phone after its owner has unlocked it once more; the same each time for one salt. */
export async function askDevice(credential: ArrayBuffer, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const got = await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: credential }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    .catch(() => null)
  const first = got instanceof PublicKeyCredential ? (got.getClientExtensionResults() as Prf).prf?.results?.first : undefined
  return first && new Uint8Array(first instanceof ArrayBuffer ? first : (first.buffer as ArrayBuffer))
}
