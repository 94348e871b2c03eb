import { computed } from 'vue'
import { postTo } from '@/base/api/address'
import { session, type Schemas } from '@/base/api/http'
import { liveNow } from '@/base/clock'
import type { NewAct } from '@/kit/outbox/useOutbox'
import { when } from '@/kit/parts/days'
import { useRead } from '@/kit/queries/read'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { t } from '@/base/words'
import type { RiskPoint } from './dangers'

const quarter = 15 * 60_000
/**
 * Risk points that the user watches, and crossed ones where the user leads: loaded again when one changes, and every 15 minutes, since a
 * day ends. None in a drill.
 */
export function useRisks() {
  const asked = useRead('/api/risk-points/mine', () => (session.value?.member && !realm && mayDo('risk.look') ? {} : null), {
    every: quarter,
    keep: true,
  })
  return { asked, items: computed(() => asked.data?.items ?? []) }
}

/** The figure, or the sign, at which people go. */
export const threshold = (one: Pick<RiskPoint, 'threshold' | 'sign' | 'unit'>) =>
  one.threshold == null ? (one.sign ?? '') : t(`hazard.risk.atUnit.${one.unit}`, { n: one.threshold })

/** Destination of people from a risk point. A withdrawn shelter is named and marked as withdrawn: nobody must go there. */
export const goesTo = (one: Pick<RiskPoint, 'shelterName' | 'shelterGone' | 'to'>) =>
  one.shelterGone ? `✕ ${t('hazard.risk.shelterGone', { name: one.shelterName ?? '' })}` : (one.shelterName ?? one.to)

/** Buildings that go, and their destination. */
export const zone = (one: Pick<RiskPoint, 'buildings' | 'shelterName' | 'shelterGone' | 'to'>) =>
  [one.buildings.join('、'), goesTo(one)].filter(Boolean).join(' → ')

/** Last look at it: time, figure, and whether the sign is there. Nothing where nobody has looked. */
export const lastLook = ({ seenAt, value, unit, sign, signSeen }: Pick<RiskPoint, 'seenAt' | 'value' | 'unit' | 'sign' | 'signSeen'>) =>
  seenAt
    ? [
        t('hazard.risk.seen', { time: when(seenAt) }),
        value == null ? '' : t(`hazard.risk.ofUnit.${unit}`, { n: value }),
        signSeen
          ? sign
            ? t('hazard.risk.signSeen', { sign })
            : t('hazard.risk.signAny')
          : signSeen === false
            ? t('hazard.risk.good')
            : '',
      ]
        .filter(Boolean)
        .join(' · ')
    : ''

/** True when the look crosses the threshold, by the server's own rule. */
export const crosses = (one: Pick<RiskPoint, 'threshold'>, look: Schemas['NewLook']) =>
  look.sign === true || (one.threshold != null && look.value != null && look.value >= one.threshold)

const undoable = 5_000
/** Act with the watcher's observation; sent when there is network again. */
export const lookAct = (one: RiskPoint, look: Schemas['NewLook']): NewAct => ({
  entity: `risk/${one.id}`,
  path: postTo('/api/communities/{code}/risk-points/{riskPointId}/look', { code: one.community, riskPointId: one.id }),
  body: { ...look, seenAt: new Date(liveNow()).toISOString() },
  label: { word: 'outbox.riskLooked', values: { what: one.name } },
  marks: [],
  // Sent without the undo delay, so that nobody who must go waits.
  hold: crosses(one, look) ? liveNow() : liveNow() + undoable,
})
