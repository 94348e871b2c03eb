import type { CallLight } from '@/lights/calls'
import { t } from '@/words'

/** By what the last ring went, and what is known of each: none of it is an answer. What its owner did not want, or not now, did not fail. */
export const proofsOf = ({ rings }: CallLight) =>
  (rings.at(-1)?.channels ?? []).map(({ channel, state, cause }) => {
    return `${t(`rung.channel.${channel}`)} ${t(`rung.state.${cause === 'quiet' || cause === 'unwanted' ? cause : state}`)}`
  })
