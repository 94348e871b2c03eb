import type { Layer } from '@/kit/map/layer'

type Look = 'urgent' | 'plain' | 'contained'
export type IncidentMark = { id: string; look: Look }

const fill: Record<Look, string> = { urgent: 'var(--dangerbg)', plain: 'var(--t1)', contained: 'var(--mute)' }

/** Incidents: cards, marks and pins above the map, which are buttons. */
export const incidents: Layer<IncidentMark> = {
  id: 'incidents',
  order: 100,
  word: 'map.layer.incidents',
  choice: false,
  shown: true,
  legend: (['urgent', 'plain', 'contained'] as const).map((look) => ({
    word: `map.look.${look}`,
    sign: { shape: 'box', fill: fill[look] },
    rows: (marks, level) => (level !== 'building' && marks.some((one) => one.look === look) ? [{}] : []),
  })),
  list: 'elements',
  hit: () => null,
  draw: null,
}
