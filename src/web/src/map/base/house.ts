import type MapBrowserEvent from 'ol/MapBrowserEvent'
import type OlMap from 'ol/Map'
import { toLonLat } from 'ol/proj'

/** Where somebody clicked for a building, degrees; with the name on its footprint where it bears one. */
export type House = { lon: number; lat: number; name?: string }

/** What was clicked; null where the base map knows its buildings and there is none. */
export function houseAt(map: OlMap, event: MapBrowserEvent, knows: boolean): House | null {
  const [lon, lat] = toLonLat(event.coordinate)
  const found = map.forEachFeatureAtPixel(event.pixel, (feature) =>
    feature.get('layer') === 'building' ? { name: feature.get('name') as string | undefined } : undefined,
  )
  if (knows && !found) return null
  return { lon: lon!, lat: lat!, ...(found?.name ? { name: found.name } : {}) }
}
