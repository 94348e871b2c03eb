import type { Schemas } from '@/base/wire/schemas'
import { signStyle } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type GroundMark = { id: string; x: number; y: number; kind: Schemas['GroundKind']; name: string; sign: string }

/** Farther away names would cover each other. */
const nameFrom = 18

/** Hydrants, valves, gates, underpasses and keys around the chosen incident. */
export const groundObjects: Layer<GroundMark> = {
  id: 'groundObjects',
  order: 52,
  word: 'map.layer.ground',
  choice: true,
  shown: true,
  zoom: [14, 30],
  legend: [
    { word: 'map.layer.ground', sign: { shape: 'disc', fill: 'var(--bg1)', line: 'var(--t1)' }, rows: (marks) => once(marks.length > 0) },
  ],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      // A hydrant is recognised by its sign; gates and keys are looked for by name.
      feature.setProperties({ sign: one.sign, name: one.kind === 'hydrant' ? '' : one.name }, true)
      movePoint(feature, one.x, one.y)
    },
    (feature, view) => signStyle(feature.get('sign') as string, view.zoom() >= nameFrom ? (feature.get('name') as string) : ''),
  ),
}
