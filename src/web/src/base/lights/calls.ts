import type { Schemas } from '@/base/wire/schemas'
import { t, wordOr } from '@/base/words'

export type CallLight = Schemas['CallLight']
/**
 * Standing of a call, worst first: nobody answered, it rings, nothing rings yet, the deputy or another answered, the duty officer answered.
 */
export type Standing = 'unheard' | 'ringing' | 'waiting' | 'deputy' | 'heard'

const rank: Record<Standing, number> = { unheard: 0, ringing: 1, waiting: 2, deputy: 3, heard: 4 }

/** A living voice counts, and a meeting in person; a placed ring never does. */
export const isTold = (call: CallLight) => Boolean(call.heard || call.drive?.reached)

/** True when this village's loudspeakers may announce a warning or its lifting, and no announcement is running there now. */
export const mayBeBroadcast = (call: CallLight) =>
  (call.about === 'warning' || call.about === 'lifting') &&
  !call.member &&
  !call.over &&
  call.receiver.length === 12 &&
  call.broadcast?.state !== 'queued' &&
  call.broadcast?.state !== 'sent'

/** A person whom no ring has reached. */
export const isUnreached = (call: CallLight) => Boolean(call.member && call.gaveUp && !call.heard && !call.over)

export function standingOf(call: CallLight): Standing {
  if (call.heard) return call.heard.who === 'deputy' ? 'deputy' : 'heard'
  if (call.drive?.reached) return 'deputy'
  if (call.drive) return 'unheard'
  return call.due ? 'ringing' : 'waiting'
}

/** Worst first; among equals the one that waits longest. */
export const byNeed = (a: CallLight, b: CallLight) =>
  rank[standingOf(a)] - rank[standingOf(b)] || a.at.localeCompare(b.at) || a.receiver.localeCompare(b.receiver)

/** The reason why a ring reached nobody; empty where nobody answered, and for a gateway's word that has no text here. */
const whyOf = (ring: Schemas['Ring'] | undefined) => (ring?.cause ? wordOr(`call.cause.${ring.cause}`, '') : '')

/** The ladder as three steps: each was tried in vain (with the cause), rings, was answered, or has not been tried. */
export function ladderOf(call: CallLight) {
  const step = (who: 'duty' | 'deputy') => {
    const ring = [...call.rings].reverse().find((one) => one.who === who)
    if (call.heard?.who === who) return { who, state: 'answered' as const, why: '' }
    if (!ring) return { who, state: 'none' as const, why: '' }
    return ring.state === 'failed' || isTold(call) || call.rings.indexOf(ring) < call.rings.length - 1 || !call.due
      ? { who, state: 'failed' as const, why: whyOf(ring) }
      : { who, state: 'rings' as const, why: '' }
  }
  const drive = call.drive?.reached ? ('answered' as const) : call.drive ? ('rings' as const) : ('none' as const)
  return [step('duty'), step('deputy'), { who: 'drive' as const, state: drive, why: '' }]
}

/** Called, answered, and rung in vain; the county's own desk, which is called where nobody confirms, is no village. */
export function countsOf(all: readonly CallLight[]) {
  const calls = all.filter((one) => one.receiver.length > 6)
  return { called: calls.length, told: calls.filter(isTold).length, unheard: calls.filter((one) => standingOf(one) === 'unheard').length }
}

/**
 * Channels of the last ring, with the state of each: none of it is an answer. A channel that its owner switched off or silenced did not
 * fail.
 */
export const proofsOf = ({ rings }: CallLight) =>
  (rings.at(-1)?.channels ?? []).map(({ channel, state, cause }) => {
    return `${t(`rung.channel.${channel}`)} ${t(`rung.state.${cause === 'quiet' || cause === 'unwanted' ? cause : state}`)}`
  })
