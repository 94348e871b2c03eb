import { afterEach, describe, expect, it, vi } from 'vitest'
import { canPasskey } from '@/features/access/accounts/canPasskey'
import { make, prove } from '@/features/access/accounts/passkeys'
import { factorsOf } from '@/pages/login/signIn'
import { bytesOf, textOf } from '@/base/wire/base64url'

afterEach(() => vi.unstubAllGlobals())

const bytes = (...all: number[]) => new Uint8Array(all).buffer
const credential = (response: object) => ({
  id: 'AQI',
  rawId: bytes(1, 2),
  type: 'public-key',
  authenticatorAttachment: 'platform',
  getClientExtensionResults: () => ({}),
  response,
})
const browser = (ask: (given: { publicKey: Record<string, unknown> }) => unknown) =>
  vi.stubGlobal('navigator', { credentials: { create: vi.fn(ask), get: vi.fn(ask) } })

describe('bytes in text', () => {
  it('come back as they were, with the signs of addresses and none at the end', () => {
    const all = Uint8Array.from({ length: 256 }, (_, n) => n)
    const text = textOf(all.buffer)
    expect(text).toMatch(/^[\w-]+$/)
    expect([...bytesOf(text)]).toEqual([...all])
  })
})

describe('a passkey', () => {
  it('is asked for in bytes and told to the server in text', async () => {
    let asked: Record<string, unknown> = {}
    browser(({ publicKey }) => {
      asked = publicKey
      return credential({ clientDataJSON: bytes(255), attestationObject: bytes(254), getTransports: () => ['internal'] })
    })
    const options = {
      challenge: 'AQID',
      rp: { id: 'localhost' },
      user: { id: 'BA', name: 'a', displayName: 'b' },
      excludeCredentials: [{ id: 'BQ' }],
    }
    const told = JSON.parse((await make(JSON.stringify(options)))!) as { response: unknown; rawId: string }
    expect([...(asked.challenge as Uint8Array)]).toEqual([1, 2, 3])
    expect([...(asked.user as { id: Uint8Array }).id]).toEqual([4])
    expect([...(asked.excludeCredentials as { id: Uint8Array }[])[0]!.id]).toEqual([5])
    expect(asked.rp).toEqual({ id: 'localhost' })
    expect(told.rawId).toBe('AQI')
    expect(told.response).toEqual({ clientDataJSON: '_w', attestationObject: '_g', transports: ['internal'] })
  })
  it('proves by its signature', async () => {
    browser(() => credential({ clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: null }))
    const told = JSON.parse((await prove(JSON.stringify({ challenge: 'AQID', allowCredentials: [] })))!) as { response: unknown }
    expect(told.response).toEqual({ clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'Aw' })
  })
  it('that its owner does not give is no fault of the page, a broken page is', async () => {
    browser(() => Promise.reject(new DOMException('closed', 'NotAllowedError')))
    expect(await prove(JSON.stringify({ challenge: 'AQID' }))).toBeUndefined()
    browser(() => Promise.reject(new TypeError('broken')))
    await expect(prove(JSON.stringify({ challenge: 'AQID' }))).rejects.toThrow('broken')
  })
  it('is for a host name over https alone', () => {
    vi.stubGlobal('isSecureContext', true)
    vi.stubGlobal('PublicKeyCredential', class {})
    for (const [hostname, can] of [
      ['emergency.example', true],
      ['localhost', true],
      ['10.0.0.8', false],
      ['[::1]', false],
    ] as const) {
      vi.stubGlobal('location', { hostname })
      expect(canPasskey()).toBe(can)
    }
    vi.stubGlobal('location', { hostname: 'emergency.example' })
    vi.stubGlobal('isSecureContext', false)
    expect(canPasskey()).toBe(false)
  })
})

it.each([
  [[], { code: true, passkey: false }],
  [['passkey'], { code: false, passkey: true }],
  [['passkey', 'code'], { code: true, passkey: true }],
])('of an account that is said to have %j a code, a passkey or both are asked', (facts, asked) => {
  expect(factorsOf(facts)).toEqual(asked)
})
