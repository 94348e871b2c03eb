import { textOf } from '@/base/wire/base64url'
import { newRaw } from '@/kit/outbox/lock'

const name = 'emergency-phone'
/** Longest session of a phone, in seconds. */
const lasts = 30 * 24 * 3_600

/**
 * The half of a phone's keys that leaves with the session: a cookie. Data deleted from a browser's store lies in its files until they are
 * compacted; a deleted cookie is overwritten.
 */
export const half = () => (hasCookies() ? new RegExp(`(?:^|; )${name}=([\\w-]{43})`).exec(document.cookie)?.[1] : undefined)

/** The same half, created where there is none, and kept for another term. Undefined outside of a page. */
export function keepHalf() {
  if (!hasCookies()) return undefined
  const it = half() ?? textOf(newRaw().buffer)
  write(it, lasts)
  return half()
}

/** Deletes the half: from now on nothing opens keys that only this half opens. */
export function dropHalf() {
  if (hasCookies()) write('', 0)
}

const hasCookies = () => typeof document !== 'undefined'

function write(value: string, seconds: number) {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${value}; Path=/; Max-Age=${seconds}; SameSite=Strict${secure}`
}
