/** The drill's realm of this page, from its address (?realm=drill-…); null in live. */
export const realm = new URLSearchParams(globalThis.location?.search).get('realm') || null

/** The id of a drill by the name of its realm: drill- and 32 hexadecimal digits; empty where it is none. */
export function drillOf(name: string | null): string {
  const hex = /^drill-([0-9a-f]{32})$/.exec(name ?? '')?.[1]
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : ''
}

/** Addresses that exist once and in no realm: the user's own account, the drills themselves, and the county's settings. */
const liveOnly = /^\/api\/(session|drills|accounts|confirmations|schedules|improvements|front|faults|lists)(\/|$)/

/** An address of the server for this page: within a drill with the drill's realm. */
export function inRealm(address: string): string {
  const url = new URL(address, location.origin)
  if (!realm || liveOnly.test(url.pathname) || url.searchParams.has('realm')) return address
  url.searchParams.set('realm', realm)
  return address.startsWith('/') ? url.pathname + url.search : url.href
}

/** A link to another page of ours, in the same realm. */
export function linkTo(path: string): string {
  if (!realm) return path
  const [page, ...hash] = path.split('#')
  return [`${page}${page!.includes('?') ? '&' : '?'}realm=${realm}`, ...hash].join('#')
}

/** The name of something stored in the browser: a drill and live never share it. */
export const ofRealm = (name: string) => (realm ? `${name}-${realm}` : name)
