import { computed } from 'vue'
import { pixelOf } from '@/kit/geo/areas'
import { useRead } from '@/kit/queries/read'
import { realm } from '@/base/realm/realm'
import { mayDo } from '@/base/session/may'
import { t, wordOr } from '@/base/words'
import type { HazardMark } from '@/kit/map/layers/hazards'
import type { RiskMark } from '@/kit/map/layers/riskPoints'

/** Hazards and risk points of a county, street or community as marks; none in a drill. */
export function useDangers(code: string) {
  const may = (permission: 'hazard.read' | 'risk.read') => code.length >= 6 && !realm && mayDo(permission)
  const hazards = useRead('/api/divisions/{code}/hazard-points', () => (may('hazard.read') ? { path: { code } } : null))
  const risks = useRead('/api/divisions/{code}/risk-points', () => (may('risk.read') ? { path: { code } } : null))
  return {
    /** Marks shown when hazards or risk points could not be loaded. */
    asked: { hazards, risks },
    hazards: computed<HazardMark[]>(() =>
      (hazards.data?.items ?? []).map((one) => {
        const [x, y] = pixelOf(one.point)
        const look = one.danger ? 'danger' : one.lateLevel ? 'late' : 'open'
        const name = `${wordOr(`hazard.kind.${one.kind}`, one.kind)} ${t(`hazard.stage.${one.stage}`)}`
        return { id: one.id, x: x!, y: y!, name, look }
      }),
    ),
    risks: computed<RiskMark[]>(() =>
      (risks.data?.items ?? []).flatMap((one) => {
        if (!one.point) return []
        const [x, y] = pixelOf(one.point)
        return [{ id: one.id, x: x!, y: y!, name: one.name, look: one.crossed ? 'danger' : one.lateLevel ? 'late' : 'open' }]
      }),
    ),
  }
}
