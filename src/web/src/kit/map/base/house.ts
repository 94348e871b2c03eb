import type MapBrowserEvent from 'ol/MapBrowserEvent'
import type OlMap from 'ol/Map'
import { toLonLat } from 'ol/proj'

/** Clicked place of a building, degrees; with the name of its footprint where it has one. */
export type House = { lon: number; lat: number; name?: string }

/** Clicked place, degrees. */
export function placeOf({ coordinate }: MapBrowserEvent) {
  const [lon, lat] = toLonLat(coordinate)
  return { lon: lon!, lat: lat! }
}

/** Clicked building; null where the base map knows its buildings and there is none. */
export function houseAt(map: OlMap, event: MapBrowserEvent, knows: boolean): House | null {
  const found = map.forEachFeatureAtPixel(event.pixel, (feature) =>
    feature.get('layer') === 'building' ? { name: feature.get('name') as string | undefined } : undefined,
  )
  if (knows && !found) return null
  return { ...placeOf(event), ...(found?.name ? { name: found.name } : {}) }
}
