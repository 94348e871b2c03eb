import { computed } from 'vue'
import { now } from '@/base/clock'
import type { Group } from '@/kit/live/group'
import { realm } from '@/base/realm/realm'
import type { Schemas } from '@/base/wire/schemas'
import { t } from '@/base/words'
import type { Boundaries } from '@/kit/map/boundaries'
import type { WarningMark } from '@/kit/map/layers/warnings'
import { plates, type Level } from '@/kit/map/plates'

type WarningLight = Schemas['WarningLight']
/** A warning in force; `areas` are the divisions that are warned as a whole. */
export type Warning = { id: string; text: string; level: Level; hazard: string; areas: readonly string[] }

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
        hazard: one.event,
        areas: one.divisions,
      })),
  )
}

/** The ground of the warned divisions, as far as it is known. */
export const warningMarks = (all: readonly Warning[], { shapeOf, nameOf }: Boundaries): WarningMark[] =>
  all.flatMap((one) =>
    one.areas.flatMap((code) => {
      const shape = shapeOf(code)
      const { id: warning, level, hazard } = one
      return shape ? [{ id: `${warning}/${code}`, warning, level, hazard, place: nameOf(code), shape }] : []
    }),
  )
