import { toLonLat } from 'ol/proj'
import { realm } from '@/base/realm/realm'
import type { Card } from './desk'
import { titleOf } from './titles'
import { pixelOf, shapeOf, unitsOf, type Area, type Lonlat } from '@/kit/geo/areas'
import type { Boundaries } from '@/kit/map/boundaries'
import type { AreaMark } from '@/kit/map/layers/areas'

/** An incident as the map shows it. */
export type IncidentCard = Pick<Card, 'id' | 'light' | 'shown' | 'told' | 'unsettled' | 'help' | 'late' | 'look'> & { figures: unknown }
/** Place of an incident on the map; `metres` the radius of its area in map units, 0 where the area is no circle. */
export type Spot = { id: string; x: number; y: number; metres: number }

/** Without a point it stands in the middle of the known division: the community, else the county. */
export function whereIs({ shown, light, told }: Pick<IncidentCard, 'shown' | 'told' | 'light'>, known: Boundaries): Lonlat | undefined {
  if (shown?.location) return shown.location.point
  const extent = told ? known.around([light.community ?? light.county ?? '']) : undefined
  if (!extent) return undefined
  const [lon, lat] = toLonLat([(extent[0]! + extent[2]!) / 2, (extent[1]! + extent[3]!) / 2])
  return { lon: lon!, lat: lat! }
}

/** Spots of incidents with a place of their own, from their loaded texts. */
const spots = new WeakMap<object, Spot[]>()

export function spotOf(card: IncidentCard, known: Boundaries): Spot[] {
  const { shown } = card
  if (!shown?.location) return foundSpot(card, known)
  const spot = spots.get(shown) ?? foundSpot(card, known)
  spots.set(shown, spot)
  return spot
}
function foundSpot(card: IncidentCard, known: Boundaries): Spot[] {
  const at = whereIs(card, known)
  if (!at) return []
  const [x, y] = pixelOf(at)
  const area = card.shown?.area
  return [{ id: card.id, x: x!, y: y!, metres: area?.shape === 'circle' ? unitsOf(area.metres, at.lat) : 0 }]
}

/** @param area other than the current one, as when looking back */
export function areaMark(
  card: IncidentCard,
  known: Boundaries,
  selected: boolean,
  area: Area | null | undefined = card.shown?.area,
): AreaMark[] {
  const shape = shapeOf(area, known.shapeOf)
  const look = card.light.stage !== 'active' ? 'contained' : realm ? 'drill' : 'live'
  return shape ? [{ id: card.id, title: titleOf(card.light, card.shown), shape, selected, look }] : []
}
