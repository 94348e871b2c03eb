import { computed } from 'vue'
import { postTo } from '@/api/address'
import { session, type Schemas } from '@/api/http'
import { liveNow } from '@/clock'
import type { NewAct } from '@/outbox/useOutbox'
import { when } from '@/parts/days'
import { useRead } from '@/queries/read'
import { realm } from '@/realm/realm'
import { mayDo } from '@/session/may'
import { t } from '@/words'
import type { RiskPoint } from './dangers'

const quarter = 15 * 60_000
/** The risk points of who is signed in, and those that are crossed where they lead: asked again when one moves, and every 15 minutes, since a day ends. None in a drill. */
export function useRisks() {
  const asked = useRead('/api/risk-points/mine', () => (session.value?.member && !realm && mayDo('risk.look') ? {} : null), {
    every: quarter,
    keep: true,
  })
  return { asked, items: computed(() => asked.data?.items ?? []) }
}

/** From which figure, or at which sign, one goes. */
export const threshold = (one: Pick<RiskPoint, 'threshold' | 'sign' | 'unit'>) =>
  one.threshold == null ? (one.sign ?? '') : t(`hazard.risk.atUnit.${one.unit}`, { n: one.threshold })

/** Where one goes from it. A shelter that is one no more is named, and said to be none: nobody is to go there. */
export const goesTo = (one: Pick<RiskPoint, 'shelterName' | 'shelterGone' | 'to'>) =>
  one.shelterGone ? `✕ ${t('hazard.risk.shelterGone', { name: one.shelterName ?? '' })}` : (one.shelterName ?? one.to)

/** Who goes, and where to. */
export const zone = (one: Pick<RiskPoint, 'buildings' | 'shelterName' | 'shelterGone' | 'to'>) =>
  [one.buildings.join('、'), goesTo(one)].filter(Boolean).join(' → ')

/** When it was looked at last, and what was seen: the figure, and whether the sign is there. Nothing where nobody has looked. */
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

/** Whether what was seen says that one goes: as the server reckons it. */
export const crosses = (one: Pick<RiskPoint, 'threshold'>, look: Schemas['NewLook']) =>
  look.sign === true || (one.threshold != null && look.value != null && look.value >= one.threshold)

const undoable = 5_000
/** What the watcher saw; told when there is network again. */
export const lookAct = (one: RiskPoint, look: Schemas['NewLook']): NewAct => ({
  entity: `risk/${one.id}`,
  path: postTo('/api/communities/{code}/risk-points/{riskPointId}/look', { code: one.community, riskPointId: one.id }),
  body: { ...look, seenAt: new Date(liveNow()).toISOString() },
  label: { word: 'outbox.riskLooked', values: { what: one.name } },
  marks: [],
  // Nobody who has to go waits until it can no more be taken back.
  hold: crosses(one, look) ? liveNow() : liveNow() + undoable,
})
