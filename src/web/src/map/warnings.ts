import type Geometry from 'ol/geom/Geometry'
import { computed } from 'vue'
import type { Group } from '@/live/group'
import { t, words } from '@/words'
import type { WarningShown } from './stage'

/** A warning as it is broadcast: what the map and the plates need of it. */
type WarningLight = { id: string; hazard: string; colour: 'red' | 'orange' | 'yellow' | 'blue'; areas?: readonly string[]; inForce?: boolean }
export type Warning = { id: string; text: string; level: WarningLight['colour']; colour: string; areas: readonly string[]; shapes: (boundary: (code: string) => Geometry | undefined) => WarningShown[] }

const colours: Record<WarningLight['colour'], string> = { red: '#D0021B', orange: '#FF8A1F', yellow: '#FFD633', blue: '#1C62C4' }

/** Warnings in force, as the view `warning` tells them. */
export function useWarnings(group: Group) {
  const lights = group.view<WarningLight>('warning')
  return computed<Warning[]>(() =>
    [...lights].flatMap(([id, one]) => {
      if (one.inForce === false || !(one.colour in colours)) return []
      const colour = colours[one.colour]
      const known = (words.global as unknown as { te: (key: string) => boolean }).te(`map.hazard.${one.hazard}`)
      const text = t(`map.warning.${one.colour}`, { hazard: known ? t(`map.hazard.${one.hazard}`) : one.hazard })
      const areas = one.areas ?? []
      return [{ id, text, level: one.colour, colour, areas, shapes: (boundary) => areas.flatMap((code) => { const shape = boundary(code); return shape ? [{ id: `${id}/${code}`, shape, colour }] : [] }) }]
    }),
  )
}
