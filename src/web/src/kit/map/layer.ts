import type { Word } from '@/base/wire/words'
import type Feature from 'ol/Feature'
import type { Extent } from 'ol/extent'
import type Geometry from 'ol/geom/Geometry'
import type VectorLayer from 'ol/layer/Vector'
import type BaseLayer from 'ol/layer/Base'
import type VectorSource from 'ol/source/Vector'
import type { Level } from '@/kit/map/levels'

type Values = Record<string, unknown>
/** A sign in the legend; colours are CSS. */
export type Sign = { shape: 'box' | 'disc' | 'hatch'; fill: string; line?: string; text?: string; badge?: string }
/** Meaning of a sign. `rows`: nothing while it is not on the map, else the values of its word, a row for each. */
export type LegendRow<Mark> = { word: Word; sign: Sign; rows: (marks: readonly Mark[], level: Level) => readonly Values[] }
export type LegendLine = { key: string; word: Word; values: Values; sign: Sign }
export type ListItem = { id: string; text: string }
/** Clicked mark: something with an id, or an extent to zoom to. `ground`: the click counts for the ground below as well. */
export type Hit = { id: string; ground?: boolean } | { extent: Extent }

/** Questions that a layer can ask its map. */
export type MapView = {
  zoom: () => number
  level: () => Level
  /** Map units a pixel. */
  resolution: () => number
  /** Each time the map came to rest. */
  onRest: (act: () => void) => void
}
export type Drawn<Mark> = { layer: BaseLayer; show: (marks: readonly Mark[]) => void }
/** A layer whose marks are features of a source. */
export type DrawnFeatures<Mark> = Drawn<Mark> & { layer: VectorLayer<VectorSource<Feature<Geometry>>> }

/** Description of one kind of thing on the map; a file in layers/ each. */
export type Layer<Mark> = {
  id: string
  /** Layers with a higher number are drawn above. */
  order: number
  /** Its name: beside its checkbox and above its list. */
  word: Word
  /** True when the user can hide it. */
  choice: boolean
  /** True when it is shown before any choice. */
  shown: boolean
  /** Lowest and highest zoom at which it shows. */
  zoom?: readonly [from: number, to: number]
  legend: readonly LegendRow<Mark>[]
  /**
   * The same for screen readers; `elements` where the marks are buttons and sections by themselves, or the layer in whose list they stand.
   */
  list: ((marks: readonly Mark[]) => readonly ListItem[]) | 'elements' | { by: string }
  hit: (feature: Feature<Geometry>) => Hit | null
  /** Null where the page puts elements above the map instead. */
  draw: ((view: MapView) => Drawn<Mark>) | null
}

/** A layer with the marks of one page: a row of that page's list. */
export type Row = Pick<Layer<never>, 'id' | 'order' | 'word' | 'choice' | 'shown' | 'zoom' | 'hit'> & {
  marks: () => readonly unknown[]
  legend: (level: Level) => readonly LegendLine[]
  list: () => readonly ListItem[]
  draw: ((view: MapView) => { layer: BaseLayer; update: () => void }) | null
}

/** Number of a layer's marks that are read out. */
const mostListed = 60

export function row<Mark>(layer: Layer<Mark>, marks: () => readonly Mark[]): Row {
  const { id, order, word, choice, shown, zoom, hit, draw, list } = layer
  return {
    ...{ id, order, word, choice, shown, zoom, hit, marks },
    legend: (level) =>
      layer.legend.flatMap((one) =>
        one.rows(marks(), level).map((values, i) => ({ key: `${id}/${one.word}/${i}`, word: one.word, values, sign: one.sign })),
      ),
    list: () => (typeof list === 'function' ? list(marks().slice(0, mostListed)) : []),
    draw: draw && ((view) => drawnWith(draw(view), marks)),
  }
}
const drawnWith = <Mark>({ layer, show }: Drawn<Mark>, marks: () => readonly Mark[]) => ({ layer, update: () => show(marks()) })

/** A legend row that says the same however often its sign is on the map. */
export const once = (there: boolean): readonly Values[] => (there ? [{}] : [])

export const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order
