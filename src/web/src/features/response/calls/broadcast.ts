import type { Schemas } from '@/base/wire/schemas'
import { t, wordOr } from '@/base/words'
import { hour } from '@/base/clock'

/** State of a broadcast with its time: waiting, taken, spoken, or not and why. */
export const broadcastSaid = ({ state, cause, at }: Schemas['Broadcast']) =>
  [t('call.speaker'), t(`call.broadcast.state.${state}`), cause ? wordOr(`call.broadcast.cause.${cause}`, cause) : '', hour(at)]
    .filter(Boolean)
    .join(' ')
