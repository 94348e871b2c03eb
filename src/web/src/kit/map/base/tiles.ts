import type { Extent } from 'ol/extent'
import MVT from 'ol/format/MVT'
import type ImageTile from 'ol/ImageTile'
import type BaseLayer from 'ol/layer/Base'
import TileLayer from 'ol/layer/Tile'
import { get as projection, transformExtent } from 'ol/proj'
import type TileSource from 'ol/source/Tile'
import TileImage from 'ol/source/TileImage'
import VectorTile from 'ol/source/VectorTile'
import type Tile from 'ol/Tile'
import TileState from 'ol/TileState'
import TileGrid from 'ol/tilegrid/TileGrid'
import { createXYZ } from 'ol/tilegrid'
import { fileAt } from '@/base/api/address'
import { longest } from '@/base/send/send'
import type { Schemas } from '@/base/api/http'
import { painted } from './paint'
import { SpreadLayer } from './spread'

export type BaseMap = Schemas['BaseMapShown']
/** Callbacks about its tiles. */
export type Heard = { loaded: () => void; failed: () => void }

/** Below all our layers except the ground of the division itself. */
const order = 20
/** Pixels of a vector tile: twice those of a picture. */
const wide = 512

/** The layers of a base map, the lowest first. */
export async function layersOf(base: BaseMap, heard: Heard): Promise<BaseLayer[]> {
  const sources = await sourcesOf(base)
  return sources.map((source, n) => {
    source.on('tileloadend' as never, heard.loaded)
    source.on('tileloaderror' as never, heard.failed)
    return layerOf(base, source, n)
  })
}

function layerOf(base: BaseMap, source: TileSource, n: number): BaseLayer {
  const bounds = base.bounds as Extent | undefined
  const common = { zIndex: order + n, ...(bounds ? { extent: transformExtent(bounds, 'EPSG:4326', 'EPSG:3857') } : {}) }
  return base.form === 'vector'
    ? new SpreadLayer({ ...common, source: source as VectorTile, style: painted, declutter: 'ground', updateWhileAnimating: false })
    : new TileLayer({ ...common, source: source as TileImage, className: 'base-picture' })
}

async function sourcesOf(base: BaseMap): Promise<TileSource[]> {
  if (base.delivery === 'file') return [await ofFile(base)]
  return base.form === 'vector' ? [shapes(base)] : Array.from({ length: base.layers }, (_, layer) => pictures(base, layer))
}

const shapes = (base: BaseMap) =>
  new VectorTile({
    format: new MVT(),
    transition: 0,
    tileGrid: createXYZ({ minZoom: base.minZoom, maxZoom: base.maxZoom, tileSize: wide }),
    tileUrlFunction: ([z, x, y]) => addressOf(base, z, x, y),
  })

/** A library that few counties need: it is loaded when a file requires it. */
async function ofFile(base: BaseMap): Promise<TileSource> {
  const { PMTilesRasterSource, PMTilesVectorSource } = await import('ol-pmtiles')
  const url = new URL(`${fileAt('/api/base-maps/{map}/file', { map: base.id })}?v=${base.version}`, location.origin).href
  return base.form === 'vector' ? new PMTilesVectorSource({ url }) : new PMTilesRasterSource({ url })
}

function pictures(base: BaseMap, layer: number) {
  const { minZoom, maxZoom } = base
  const degrees = base.grid === 'degrees'
  return new TileImage({
    projection: degrees ? 'EPSG:4326' : 'EPSG:3857',
    tileGrid: degrees ? inDegrees(minZoom, maxZoom) : createXYZ({ minZoom, maxZoom }),
    tileUrlFunction: ([z, x, y]) => addressOf(base, z, x, y, layer),
    tileLoadFunction: (tile, from) => void load(tile as ImageTile, from),
  })
}

/** CGCS2000 (EPSG:4490) lies within a metre of WGS84: one tile at zoom 0 has the width of the earth. */
const inDegrees = (minZoom: number, maxZoom: number) =>
  new TileGrid({
    extent: projection('EPSG:4326')!.getExtent(),
    origin: [-180, 90],
    minZoom,
    resolutions: Array.from({ length: maxZoom + 1 }, (_, z) => 360 / 256 / 2 ** z),
    tileSize: 256,
  })

const addressOf = (base: BaseMap, z = 0, x = 0, y = 0, layer = 0) =>
  `${fileAt('/api/base-maps/{map}/tiles/{z}/{x}/{y}', { map: base.id, z: `${z}`, x: `${x}`, y: `${y}` })}?v=${base.version}&layer=${layer}`

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
/** For a missing tile the server sends an empty answer, which is no picture and no fault. */
async function load(tile: ImageTile, from: string) {
  const image = tile.getImage() as HTMLImageElement
  try {
    // Tiles that never arrive on a silent connection would keep the others waiting.
    const answer = await fetch(from, { signal: AbortSignal.timeout(longest.act) })
    if (!answer.ok) throw new Error(`${answer.status}`)
    const bytes = await answer.blob()
    if (!bytes.size) return void (image.src = nothing)
    const at = URL.createObjectURL(bytes)
    image.addEventListener('load', () => URL.revokeObjectURL(at), { once: true })
    image.src = at
  } catch {
    ;(tile as Tile).setState(TileState.ERROR)
  }
}
