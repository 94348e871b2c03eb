import { lasting, now } from '@/base/clock'
import { t, wordOr } from '@/base/words'
import type { Desk } from './desk'
import type { Late } from './late'
import { titleOf } from './titles'

/** Words about a late thing: since when, whose it is and what did not happen, and in which incident. */
export const lateWords = (desk: Desk) => ({
  clock(late: Late) {
    const time = lasting(now.value - Date.parse(late.since))
    return 'days' in time ? t('common.days', { n: time.days }) : time.text
  },
  role: (late: Late) => (late.role ? wordOr(`role.${late.role}`, late.role) : ''),
  happening: (late: Late) => wordOr(`incident.late.${late.kind}-${late.detail}`, late.detail),
  where(late: Late) {
    const card = desk.cards.value.get(late.incident)
    return card ? titleOf(card.light, card.shown) : ''
  },
})
