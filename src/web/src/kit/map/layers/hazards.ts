import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'
import { dangerStyle, type DangerLook } from '@/kit/map/dangerStyle'

export type HazardMark = { id: string; x: number; y: number; name: string; look: DangerLook }

/** Open hazards: immediate dangers and late ones stand out. */
export const hazards: Layer<HazardMark> = {
  id: 'hazards',
  order: 55,
  word: 'map.layer.hazards',
  choice: true,
  shown: false,
  zoom: [12.5, 30],
  legend: [
    {
      word: 'map.layer.hazards',
      sign: { shape: 'box', fill: 'var(--warn)', text: '!' },
      rows: (marks, level) => once(marks.length > 0 && level !== 'county' && level !== 'building'),
    },
  ],
  list: (marks) => marks.map(({ id, name }) => ({ id, text: name })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ look: one.look, name: one.name }, true)
      movePoint(feature, one.x, one.y)
    },
    (feature, view) => dangerStyle(feature.get('look') as DangerLook, 3, view.zoom() >= 15.5 ? (feature.get('name') as string) : ''),
  ),
}
