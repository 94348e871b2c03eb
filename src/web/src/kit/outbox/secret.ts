/** Data for this phone alone: sealed where the browser can, plain where it cannot. */
export type Secret = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | { plain: unknown }
