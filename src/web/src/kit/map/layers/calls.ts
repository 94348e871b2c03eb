import { isTold, standingOf, type CallLight } from '@/base/lights/calls'
import { once, type Layer } from '@/kit/map/layer'

/** Called people and their answers: marks above the map, which are buttons. */
export const calls: Layer<CallLight> = {
  id: 'calls',
  order: 110,
  word: 'map.layer.calls',
  choice: false,
  shown: true,
  legend: [
    { word: 'map.call.told', sign: { shape: 'box', fill: 'var(--okbg)', text: '✓' }, rows: (all) => once(all.some(isTold)) },
    {
      word: 'map.call.rings',
      sign: { shape: 'box', fill: 'var(--warnbg)', text: '…' },
      rows: (all) => once(all.some((one) => !isTold(one) && standingOf(one) !== 'unheard')),
    },
    {
      word: 'map.call.unheard',
      sign: { shape: 'box', fill: 'var(--dangerbg)', text: '✕' },
      rows: (all) => once(all.some((one) => standingOf(one) === 'unheard')),
    },
  ],
  list: 'elements',
  hit: () => null,
  draw: null,
}
