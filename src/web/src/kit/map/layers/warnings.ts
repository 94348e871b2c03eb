import type Geometry from 'ol/geom/Geometry'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { t } from '@/base/words'
import { style } from '@/kit/map/drawn'
import { features } from '@/kit/map/features'
import type { Layer } from '@/kit/map/layer'
import { plates, type Level } from '@/kit/map/plates'

/** The ground of one warned division, with its name. */
export type WarningMark = { id: string; warning: string; level: Level; hazard: string; place: string; shape: Geometry }

/** Areas of warnings in force: a wide hatch and a dotted line, for a warning must never out-shout an incident. */
export const warnings: Layer<WarningMark> = {
  id: 'warnings',
  order: 20,
  word: 'map.layer.warnings',
  choice: true,
  shown: true,
  legend: (Object.keys(plates) as Level[]).map((level) => ({
    word: `map.warning.${level}`,
    sign: { shape: 'hatch', fill: plates[level] },
    rows: (marks) => {
      const mine = marks.filter((one) => one.level === level)
      return [...new Map(mine.map((one) => [one.warning, { hazard: one.hazard }])).values()]
    },
  })),
  list: (marks) => marks.map((one) => ({ id: one.id, text: `${t(`map.warning.${one.level}`, { hazard: one.hazard })} ${one.place}` })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.set('colour', plates[one.level], true)
      feature.setGeometry(one.shape)
    },
    (feature) => hatched(feature.get('colour') as string),
  ),
}

const tile = 22
const hatched = (colour: string) =>
  style(`warning/${colour}`, () => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = tile
    const context = canvas.getContext('2d')!
    context.strokeStyle = colour
    context.globalAlpha = 0.28
    context.lineWidth = 1.6
    context.beginPath()
    for (const off of [-tile, 0, tile]) {
      context.moveTo(off, tile)
      context.lineTo(off + tile, 0)
    }
    context.stroke()
    return new Style({
      fill: new Fill({ color: context.createPattern(canvas, 'repeat')! }),
      stroke: new Stroke({ color: colour, width: 1.4, lineDash: [2, 4] }),
    })
  })
