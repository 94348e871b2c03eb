import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'
import { dangerStyle, type DangerLook } from '@/kit/map/dangerStyle'

export type RiskMark = { id: string; x: number; y: number; name: string; look: DangerLook }

/** Risk points: gully mouths, slopes, pipelines; one that is crossed stands out. */
export const riskPoints: Layer<RiskMark> = {
  id: 'riskPoints',
  order: 57,
  word: 'map.layer.riskPoints',
  choice: true,
  shown: true,
  zoom: [11.5, 30],
  legend: [
    {
      word: 'map.layer.riskPoints',
      sign: { shape: 'box', fill: 'var(--t1)', text: '◆' },
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
    (feature, view) => dangerStyle(feature.get('look') as DangerLook, 4, view.zoom() >= 14.5 ? (feature.get('name') as string) : ''),
  ),
}
