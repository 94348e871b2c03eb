import type Feature from 'ol/Feature'
import CircleShape from 'ol/geom/Circle'
import GeometryCollection from 'ol/geom/GeometryCollection'
import Point from 'ol/geom/Point'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { colour, picture, style } from '@/kit/map/drawn'
import { features } from '@/kit/map/features'
import { once, type Layer } from '@/kit/map/layer'

/** `from`: direction of origin, degrees from north by east; `old`: too old for the present wind; `metres`: map units a metre there. */
export type WindMark = { id: string; x: number; y: number; from: number; old: boolean; text: string; metres: number }

/** Distances of the rings from the scene, metres. */
const rings = [50, 100, 150]

/** The wind at the chosen incident, with rings for distance. */
export const wind: Layer<WindMark> = {
  id: 'wind',
  order: 62,
  word: 'map.layer.wind',
  choice: true,
  shown: true,
  zoom: [14.5, 30],
  legend: [
    {
      word: 'map.layer.windOf',
      sign: { shape: 'disc', fill: 'var(--act)' },
      rows: (marks, level) => (level === 'county' || level === 'far' ? [] : once(marks.length > 0)),
    },
  ],
  list: (marks) => marks.map((one) => ({ id: one.id, text: one.text })),
  hit: () => null,
  draw: features(
    (feature, one) => {
      feature.setProperties({ from: one.from, old: one.old }, true)
      feature.setGeometry(
        new GeometryCollection([new Point([one.x, one.y]), ...rings.map((metres) => new CircleShape([one.x, one.y], metres * one.metres))]),
      )
    },
    (feature: Feature) => {
      const [from, old] = [feature.get('from') as number, feature.get('old') as boolean]
      return [style('wind/rings', ringStyle), style(`wind/${from}/${old}`, () => arrowStyle(from, old))]
    },
  ),
}

const ringStyle = () => new Style({ stroke: new Stroke({ color: colour('act', 0.7), width: 1.2, lineDash: [4, 4] }) })

const [long, wide] = [76, 11]
/** Blows from the arrow's tail to its head; the scene lies in the middle. */
function arrowStyle(from: number, old: boolean) {
  const image = picture(long, long, (context) => {
    context.translate(long / 2, long / 2)
    context.rotate((from * Math.PI) / 180)
    context.beginPath()
    context.moveTo(0, -long / 2 + 4)
    context.lineTo(0, long / 2 - 4)
    context.moveTo(-wide, long / 2 - 4 - wide)
    context.lineTo(0, long / 2 - 4)
    context.lineTo(wide, long / 2 - 4 - wide)
    for (const [width, ink] of [
      [7, 'land'],
      [3.5, old ? 'mute' : 'act'],
    ] as const) {
      context.lineWidth = width
      context.lineCap = context.lineJoin = 'round'
      context.strokeStyle = colour(ink)
      context.stroke()
    }
  })
  return new Style({ image, geometry: (feature) => (feature.getGeometry() as GeometryCollection).getGeometriesArray()[0]! })
}
