import type { Schemas } from '@/wire/schemas'
import { t, wordOr } from '@/words'
import { hour } from '@/clock'

/** What became of a broadcast: waits, taken, said or not and why, with the time. */
export const broadcastSaid = ({ state, cause, at }: Schemas['Broadcast']) =>
  [t('call.speaker'), t(`call.broadcast.state.${state}`), cause ? wordOr(`call.broadcast.cause.${cause}`, cause) : '', hour(at)]
    .filter(Boolean)
    .join(' ')
