import { t } from '@/base/words'
import { now } from '@/base/clock'

export type Wind = { from: number; force: number; at: string }
/** The points of the compass, from north by east. */
export const points = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
export const strongest = 17
/** Age at which the wind is outdated, milliseconds. */
const fresh = 30 * 60_000

export const pointOf = (degrees: number) => points[Math.round(degrees / 45) % points.length]!
export const windText = (from: number, force: number) => t('incident.wind.said', { from: t(`incident.wind.point.${pointOf(from)}`), force })
export const isOld = (wind: Pick<Wind, 'at'>, at = now.value) => at - Date.parse(wind.at) > fresh
