import './network'
import type OlMap from 'ol/Map'
import VectorTileLayer from 'ol/layer/VectorTile'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/base/look/tokens.css'
import '@/base/look/base.css'
import { whoAmI } from '@/base/api/session'
import { startTheme } from '@/base/look/theme'
import { pixelOf } from '@/kit/geo/areas'
import { kept, none } from '@/kit/map/base/baseMaps'
import type { Cluster } from '@/kit/map/clusters'
import type { Stage } from '@/kit/map/stage'
import MapBench from './MapBench.vue'
import { at, doorCount, middle, teamCount } from './crowd'
import { leap, stand, walk, walkers } from './line'

startTheme('bench', 'light')
await whoAmI()
/** The desk keeps its selection in the address. */
const app = createApp(MapBench).use(createRouter({ history: createMemoryHistory(), routes: [] }))
const page = app.mount('#page') as InstanceType<typeof MapBench>
const stage = () => page.map?.stage as Stage | undefined

/** Milliseconds from the page's start until everything in sight was drawn the first time, the tiles of a base map too. */
let first: number | undefined
const tiled = localStorage.getItem(kept) !== none
const ground = (map: OlMap) => map.getAllLayers().some((layer) => layer instanceof VectorTileLayer)
function hear({ map, source }: Stage) {
  map.on('rendercomplete', () => {
    if (source('land')?.isEmpty() === false && ground(map) === tiled) first ??= performance.now()
  })
}

/** Draws nothing: marks when a frame began, so that frames can be counted. */
let frames: number[] = []
let heard = false
const count = (now: number) => {
  frames.push(now)
  if (!heard && stage()) {
    heard = true
    hear(stage()!)
  }
  requestAnimationFrame(count)
}
requestAnimationFrame(count)

/** Functions that the benchmark calls on the page. */
const bench = {
  walk,
  leap,
  stand,
  look: (zoom: number) => {
    stage()!.view.setCenter(pixelOf(middle))
    stage()!.view.setZoom(zoom)
  },
  /** Empty where everything is drawn at this zoom; else a sentence that names the missing part. */
  lacks() {
    const here = stage()
    const land = here?.source('land')
    if (!here || !land || land.isEmpty()) return 'the boundaries are not drawn'
    const teams = here.source('teams')!
    const drawn = teams.getFeatures()
    if (drawn.length !== teamCount) return `${drawn.length} of ${teamCount} teams are drawn`
    const late = walkers.filter((team) => {
      const [x, y] = pixelOf(at(team.east, team.north))
      const [drawnX, drawnY] = teams.getFeatureById(team.id)?.getGeometry()?.getExtent() ?? []
      return Math.hypot(drawnX! - x!, drawnY! - y!) > 0.1
    })
    if (late.length) return `${late.length} teams are not drawn where they stand`
    const seen = walkers
      .map((team) => here.map.getPixelFromCoordinate(pixelOf(at(team.east, team.north))))
      .filter(([x, y]) => x! > 400 && y! > 200 && x! < innerWidth - 400 && y! < innerHeight - 200)
    if (teamCount && !seen.some((pixel) => here.map.hasFeatureAtPixel(pixel))) return 'no team is on the picture'
    const level = here.level.value
    const grouped = here
      .source('doors')!
      .getFeatures()
      .reduce((sum, one) => sum + (one.get('cluster') as Cluster).people, 0)
    if ((level === 'street' || level === 'near') && grouped !== doorCount) return `${grouped} of ${doorCount} doors are in clusters`
    if (level === 'building' && doorCount && !document.querySelector('.block')) return 'no block of doors is shown'
    return ''
  },
  /** See above; null before that. */
  first: () => first ?? null,
  begin: () => void (frames = []),
  /** Milliseconds between the frames since `begin`. */
  gaps: () => frames.slice(1).map((frame, i) => frame - frames[i]!),
}
Object.assign(window, { bench })
