/**
 * A key of the act, created with the act: sending it twice does nothing twice. Works on plain http too, where crypto.randomUUID is missing.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Id of an object made here that other acts can refer to before the server has it, in the server's format. */
export const newId = () => newKey().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
