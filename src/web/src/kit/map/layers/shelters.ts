import { shelterSign } from '@/kit/signs/teams'
import { shelterStyle } from '@/kit/map/drawn'
import { features, movePoint } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

export type ShelterMark = { id: string; name: string; x: number; y: number; look: 'fit' | 'full' | 'unfit' }

/** Shelters, by whether they suit the hazard and have room. */
export const shelters: Layer<ShelterMark> = {
  id: 'shelters',
  order: 60,
  word: 'map.layer.shelters',
  choice: true,
  shown: true,
  zoom: [12.5, 30],
  legend: [
    {
      word: 'map.layer.shelters',
      sign: { shape: 'box', fill: 'var(--okbg)', text: shelterSign },
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
    (feature, view) =>
      shelterStyle(feature.get('look') as ShelterMark['look'], view.zoom() >= 15.5 ? (feature.get('name') as string) : '', shelterSign),
  ),
}
