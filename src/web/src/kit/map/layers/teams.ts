import { toLonLat } from 'ol/proj'
import { hour } from '@/base/clock'
import { teamStyle } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type TeamMark = { id: string; x: number; y: number; character: string; name: string; at: number }

/** Time for which a last known position is shown. */
const tenMinutes = 600_000

/** People with a task, at their last reported position. */
export const teams: Layer<TeamMark> = {
  id: 'teams',
  order: 80,
  word: 'map.layer.teams',
  choice: true,
  shown: true,
  zoom: [13.6, 30],
  legend: [
    {
      word: 'map.layer.teams',
      sign: { shape: 'disc', fill: 'var(--act)' },
      rows: (marks, level) => once(marks.length > 0 && (level === 'street' || level === 'near')),
    },
  ],
  list: (marks) => marks.map((one) => ({ id: one.id, text: `${one.name} ${degrees(one)} ${hour(one.at)}` })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ character: one.character, name: one.name, at: one.at }, true)
      movePoint(feature, one.x, one.y)
    },
    (feature, view) =>
      teamStyle(
        feature.get('character') as string,
        Date.now() - (feature.get('at') as number) > tenMinutes ? 'old' : 'now',
        view.zoom() >= 15.5 ? (feature.get('name') as string) : '',
      ),
  ),
}

const degrees = ({ x, y }: TeamMark) =>
  toLonLat([x, y])
    .map((degree) => degree.toFixed(5))
    .join(' ')
