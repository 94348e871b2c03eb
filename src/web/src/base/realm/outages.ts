import { ref, shallowReactive } from 'vue'
import { owned } from '@/base/session/session'
import type { Schemas } from '@/base/wire/schemas'
import type { LinkLight } from '@/base/lights/lights'

type Light = Schemas['DrillLight']

const played = owned(() => ({ lines: shallowReactive(new Map<string, LinkLight>()), noNetwork: ref(false) }))

/** Lines as simulated in the page's drill: each answers, unless an inject has broken it. The state of the real lines is not shown here. */
export const playedLines = (): ReadonlyMap<string, LinkLight> => played().lines

/**
 * A phone in a drill whose base station is down (基站退服): nothing is sent or heard, and the page works as without network. Desks are on a
 * cable and go on.
 */
export const noNetwork = () => played().noNetwork.value

const onTheAir = ['/team', '/paper'].includes(globalThis.location?.pathname)
/** Requests that a phone without network sends all the same: whether the drill goes on, and whether a real call has stopped it. */
const beyond = /^\/api\/(drills|session)(\/|$)|^\/health\//

/** True when a request may leave the page now. */
export const mayLeave = (address: string) => !noNetwork() || beyond.test(new URL(address, location.origin).pathname)

/** Takes over the outages of the drill. */
export function heardOf({ broken, stage }: Light, at: number) {
  const { lines, noNetwork } = played()
  const plays = stage === 'running' || stage === 'paused'
  for (const hotline of ['110', '119', '120', '12345']) {
    const dead = plays ? broken.find((one) => one.line === hotline) : undefined
    const [before, link] = [lines.get(hotline), dead ? ('down' as const) : ('up' as const)]
    if (before?.link !== link) lines.set(hotline, { hotline, link, since: dead?.from ?? new Date(at).toISOString(), dial: hotline })
  }
  // A real call comes through in any case.
  noNetwork.value = onTheAir && stage === 'running' && broken.some((one) => !one.line)
}
