import type Geometry from 'ol/geom/Geometry'
import { computed } from 'vue'
import type { Schemas } from '@/api/http'
import { now } from '@/clock'
import { realm } from '@/realm/realm'
import type { Group } from '@/live/group'
import { t } from '@/words'
import type { WarningShown } from './stage'

type WarningLight = Schemas['WarningLight']
type Level = NonNullable<WarningLight['level']>
/** A warning in force as a plate and as an area; `areas` are the divisions that are warned whole. */
export type Warning = {
  id: string
  text: string
  level: Level
  colour: string
  areas: readonly string[]
  shapes: (boundary: (code: string) => Geometry | undefined) => WarningShown[]
}

/** The plate of each level. */
export const plates: Record<Level, string> = { red: '#D0021B', orange: '#FF8A1F', yellow: '#FFD633', blue: '#1C62C4' }
const order = Object.keys(plates)

/** Warnings that are actual and in force, in a drill also those that it plays, the gravest first. */
export function useWarnings(group: Group) {
  const lights = group.view<WarningLight>('warning')
  const inForce = computed(() =>
    [...lights.values()]
      .filter(
        (one) =>
          one.stage === 'in-force' &&
          (one.status === 'actual' || (realm !== null && one.status === 'exercise')) &&
          one.level &&
          Date.parse(one.until) > now.value,
      )
      .map((one) => one.id)
      .join(),
  )
  return computed<Warning[]>(() =>
    inForce.value
      .split(',')
      .flatMap((id) => lights.get(id) ?? [])
      .sort((a, b) => order.indexOf(a.level!) - order.indexOf(b.level!))
      .map((one) => ({
        id: one.id,
        text: t(`map.warning.${one.level!}`, { hazard: one.event }),
        level: one.level!,
        colour: plates[one.level!],
        areas: one.divisions,
        shapes: (boundary) =>
          one.divisions.flatMap((code) => {
            const shape = boundary(code)
            return shape ? [{ id: `${one.id}/${code}`, shape, colour: plates[one.level!] }] : []
          }),
      })),
  )
}
