import { bytesOf, textOf } from '@/base/wire/base64url'

const named = (one: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor => ({
  type: 'public-key',
  id: bytesOf(one.id),
  transports: one.transports as AuthenticatorTransport[],
})

/**
 * Asks the device for a new passkey. @param options from the server, JSON. Undefined where the owner refuses, or the device has one
 * already.
 */
export async function make(options: string): Promise<string | undefined> {
  const { user, challenge, excludeCredentials, extensions: _, ...rest } = JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        ...(rest as Omit<PublicKeyCredentialCreationOptions, 'user' | 'challenge'>),
        user: { ...user, id: bytesOf(user.id) },
        challenge: bytesOf(challenge),
        excludeCredentials: excludeCredentials?.map(named),
      },
    }),
  )
  if (!made) return undefined
  const response = made.response as AuthenticatorAttestationResponse
  return told(made, {
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  })
}

/** Asks for a proof by one of the passkeys. @param options from the server, JSON. Undefined where none was given. */
export async function prove(options: string): Promise<string | undefined> {
  const { challenge, allowCredentials, extensions: _, ...rest } = JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON
  const given = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...(rest as Omit<PublicKeyCredentialRequestOptions, 'challenge'>),
        challenge: bytesOf(challenge),
        allowCredentials: allowCredentials?.map(named),
      },
    }),
  )
  if (!given) return undefined
  const response = given.response as AuthenticatorAssertionResponse
  return told(given, {
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle ? textOf(response.userHandle) : undefined,
  })
}

async function asked(ask: () => Promise<Credential | null>) {
  try {
    return ((await ask()) as PublicKeyCredential | null) ?? undefined
  } catch (fault) {
    // Cancelled, timed out, no such key here, or one exists already: the browser gives no more detail.
    if (fault instanceof DOMException) return undefined
    throw fault
  }
}

const told = (one: PublicKeyCredential, response: object) =>
  JSON.stringify({
    id: one.id,
    rawId: textOf(one.rawId),
    type: one.type,
    authenticatorAttachment: one.authenticatorAttachment ?? undefined,
    clientExtensionResults: one.getClientExtensionResults(),
    response,
  })
