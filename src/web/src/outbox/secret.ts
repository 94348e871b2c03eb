/** Something told to this phone alone: sealed where the browser has the means, plain where it has not. */
export type Secret = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | { plain: unknown }
