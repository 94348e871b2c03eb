import type { Schemas } from '@/wire/schemas'
import { t, wordOr } from '@/words'
import { hour } from '@/clock'

/** State of a broadcast with its time: waiting, taken, spoken, or not and why. */
export const broadcastSaid = ({ state, cause, at }: Schemas['Broadcast']) =>
  [t('call.speaker'), t(`call.broadcast.state.${state}`), cause ? wordOr(`call.broadcast.cause.${cause}`, cause) : '', hour(at)]
    .filter(Boolean)
    .join(' ')
