import type { FeatureLike } from 'ol/Feature'
import Point from 'ol/geom/Point'
import type RenderFeature from 'ol/render/Feature'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { token } from '@/base/look/theme'
import { t } from '@/base/words'
import { points, type Point as Sign } from './points'
import { colour, label, picture, style } from '@/kit/map/drawn'

/** Widths of streets in pixels, by zoom; a class that is missing here is a lane. */
const widths: Record<string, readonly [zoom: number, pixels: number][]> = {
  motorway: [
    [8, 1.2],
    [12, 3],
    [15, 8],
    [17, 18],
  ],
  trunk: [
    [8, 1.2],
    [12, 3],
    [15, 8],
    [17, 18],
  ],
  primary: [
    [9, 1],
    [12, 2.4],
    [15, 7],
    [17, 16],
  ],
  secondary: [
    [10, 0.8],
    [13, 2],
    [15, 5],
    [17, 13],
  ],
  tertiary: [
    [11, 0.8],
    [14, 2],
    [15, 3.5],
    [17, 10],
  ],
  lane: [
    [13, 0.6],
    [15, 1.8],
    [17, 6],
  ],
}
const named = { from: 15, size: 12 }
const signed = 16.6
const numbered = 16.6

/**
 * Looks of the OpenMapTiles layers, by day and by night: quiet, since the marks above them count. Names of places come from our own
 * register.
 */
export function painted(feature: FeatureLike, resolution: number): Style | Style[] | undefined {
  const zoom = Math.log2(156543.03392804097 / resolution)
  const kind = feature.get('class') as string | undefined
  switch (feature.get('layer') as string) {
    case 'landuse':
    case 'landcover':
    case 'park':
      return area(kind === 'residential' ? 'groundestate' : 'groundgreen', 1)
    case 'water':
      return area('groundwater', 2)
    case 'waterway':
      return style('ground/waterway', () => new Style({ stroke: new Stroke({ color: colour('groundwater'), width: 1.5 }), zIndex: 2 }))
    case 'transportation':
      return street(feature, kind ?? '', zoom)
    case 'transportation_name':
      return zoom < named.from ? undefined : words(feature, 'middle')
    case 'building':
      return building(feature, zoom)
    case 'poi':
      return zoom < signed ? undefined : point(kind)
    default:
      return undefined
  }
}

const area = (token: string, zIndex: number) =>
  style(`ground/${token}`, () => new Style({ fill: new Fill({ color: colour(token) }), zIndex }))

function street(feature: FeatureLike, kind: string, zoom: number): Style[] | undefined {
  const width = widthAt(widths[kind] ?? widths['lane']!, zoom)
  if (!width) return undefined
  const rounded = Math.round(width * 2) / 2
  const line = style(`ground/street/${rounded}`, () => strokeOf('groundstreet', rounded, 5))
  const rim = style(`ground/rim/${rounded}`, () => strokeOf('groundrim', rounded + 1.6, 4))
  const name = zoom >= named.from && rounded >= 3 ? words(feature, 'middle') : undefined
  return [...(rounded >= 2 ? [rim] : []), line, ...(name ? [name] : [])]
}
const strokeOf = (token: string, width: number, zIndex: number) =>
  new Style({ stroke: new Stroke({ color: colour(token), width, lineCap: 'round', lineJoin: 'round' }), zIndex })

/** Between the listed zooms it grows evenly; before the first there is no street. */
export function widthAt(steps: readonly (readonly [zoom: number, pixels: number])[], zoom: number): number {
  const [first] = steps
  if (!first || zoom < first[0]) return 0
  const next = steps.findIndex(([at]) => at > zoom)
  if (next < 0) return steps.at(-1)![1]
  const [[from, least], [to, most]] = [steps[next - 1]!, steps[next]!]
  return least + ((most - least) * (zoom - from)) / (to - from)
}

function building(feature: FeatureLike, zoom: number): Style[] {
  const walls = style(
    'ground/building',
    () =>
      new Style({
        fill: new Fill({ color: colour('groundhouse') }),
        stroke: new Stroke({ color: colour('groundwall'), width: 1 }),
        zIndex: 3,
      }),
  )
  const name = zoom >= numbered ? words(feature, 'inside') : undefined
  return name ? [walls, name] : [walls]
}

/** Names are pictures, drawn once: outlined text that is drawn anew in each frame makes the map slow. */
function words(feature: FeatureLike, where: 'middle' | 'inside'): Style | undefined {
  const text = feature.get('name') as string | undefined
  if (!text) return undefined
  return style(
    `ground/${where}/${text}`,
    () =>
      new Style({
        image: label({ text, size: named.size, ink: 't3' }),
        geometry: (one) => new Point(placeOf(one as RenderFeature, where)),
        zIndex: where === 'middle' ? 7 : 6,
      }),
  )
}
function placeOf(feature: RenderFeature, where: 'middle' | 'inside'): number[] {
  const several = feature.getType().startsWith('Multi')
  if (where === 'middle') return several ? feature.getFlatMidpoints().slice(0, 2) : feature.getFlatMidpoint()
  return (several ? feature.getFlatInteriorPoints() : feature.getFlatInteriorPoint()).slice(0, 2)
}

const point = (kind: string | undefined) =>
  kind === 'hydrant' || kind === 'gate' ? style(`ground/${kind}`, () => new Style({ image: disc(kind), zIndex: 8 })) : undefined

const size = 16
const disc = (kind: Sign) =>
  picture(size, size, (context) => {
    context.beginPath()
    context.arc(size / 2, size / 2, size / 2 - 1, 0, 2 * Math.PI)
    context.fillStyle = colour(points[kind])
    context.fill()
    context.font = `700 10px ${token('font')}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillStyle = colour('land')
    context.fillText(t(`map.base.sign.${kind}`), size / 2, size / 2 + 0.5)
  })
