/// <reference types="vite/client" />
import Feature from 'ol/Feature'
import Point from 'ol/geom/Point'
import { fromExtent } from 'ol/geom/Polygon'
import { describe, expect, it } from 'vitest'
import { cluster, type DoorPoint } from '@/kit/map/clusters'
import { row, type Layer } from '@/kit/map/layer'
import { areas } from '@/kit/map/layers/areas'
import { buildings } from '@/kit/map/layers/buildings'
import { communities } from '@/kit/map/layers/communities'
import { doors } from '@/kit/map/layers/doors'
import { incidents } from '@/kit/map/layers/incidents'
import { land } from '@/kit/map/layers/land'
import { names } from '@/kit/map/layers/names'
import { shelters } from '@/kit/map/layers/shelters'
import { streets } from '@/kit/map/layers/streets'
import { teams } from '@/kit/map/layers/teams'
import { warnings } from '@/kit/map/layers/warnings'
import { makeStage } from '@/kit/map/stage'
import { languages } from '@/base/words'
import { wordsOf } from './speaking'

type Any = Layer<never>
const files = import.meta.glob<Record<string, unknown>>('../src/kit/map/layers/*.ts', { eager: true })
const fileOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)
const isLayer = (one: unknown): one is Any => typeof one === 'object' && one !== null && 'id' in one && 'draw' in one
const layers = Object.entries(files).flatMap(([path, all]) =>
  Object.values(all)
    .filter(isLayer)
    .map((layer) => ({ file: fileOf(path), layer })),
)

const textAt = (words: unknown, key: string) =>
  String(key)
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words)

/** Lists a layer's omissions for users of the map; empty where there are none. */
function owes(layer: Any, all: readonly Any[]): string[] {
  const found: string[] = []
  for (const word of [layer.word, ...layer.legend.map((one) => one.word)])
    for (const language of languages) if (typeof textAt(wordsOf(language), word) !== 'string') found.push(`${language} has no word ${word}`)
  const others = all.filter((one) => one !== layer)
  if (others.some((one) => one.id === layer.id)) found.push(`another is called ${layer.id}`)
  if (others.some((one) => one.order === layer.order)) found.push(`another has the order ${layer.order}`)
  const { list } = layer
  if (list === 'elements' ? layer.draw !== null : list === undefined) found.push('who does not see the picture has no list')
  if (typeof list === 'object' && typeof others.find((one) => one.id === list.by)?.list !== 'function') found.push(`${list.by} has no list`)
  if (typeof layer.hit !== 'function') found.push('what is clicked is not said')
  if (layer.zoom && layer.zoom[0] >= layer.zoom[1]) found.push('it is shown at no zoom')
  return found
}

describe('a layer of the map', () => {
  const all = layers.map((one) => one.layer)
  it('is one file with one definition, called as the file is', () => {
    expect(layers.length).toBe(Object.keys(files).length)
    for (const { file, layer } of layers) expect(layer.id).toBe(file)
  })
  it('has words in each language, a legend, a list for readers, an order of its own and says what is clicked', () => {
    for (const layer of all) expect(owes(layer, all), layer.id).toEqual([])
  })
  it('that lacks one of these is found', () => {
    const planted = (other: Partial<Any>) => owes({ ...(teams as unknown as Any), id: 'planted', order: 1, ...other }, all)
    expect(planted({})).toEqual([])
    expect(planted({ word: 'map.layer.planted' as never })).toEqual([
      'zh-CN has no word map.layer.planted',
      'en has no word map.layer.planted',
    ])
    const sign = { shape: 'box', fill: '' } as const
    expect(planted({ legend: [{ word: 'map.planted' as never, sign, rows: () => [] }] })).toHaveLength(languages.length)
    expect(planted({ list: undefined as never })).toEqual(['who does not see the picture has no list'])
    expect(planted({ list: 'elements' })).toEqual(['who does not see the picture has no list'])
    expect(planted({ list: { by: 'nothing' } })).toEqual(['nothing has no list'])
    expect(planted({ order: teams.order })).toEqual([`another has the order ${teams.order}`])
    expect(planted({ id: 'teams' })).toEqual(['another is called teams'])
    expect(planted({ hit: undefined as never })).toEqual(['what is clicked is not said'])
    expect(planted({ zoom: [15, 12] })).toEqual(['it is shown at no zoom'])
  })
})

describe('what stands above what', () => {
  it('is said by the number of the layer, not by the order of the page', () => {
    const one = { id: 'x', name: '', town: undefined, shape: fromExtent([0, 0, 1, 1]) }
    const stage = makeStage(document.createElement('div'))
    for (const each of [
      row(names, () => [one]),
      row(areas, () => []),
      row(land, () => [one]),
      row(streets, () => []),
      row(communities, () => []),
    ])
      stage.add(each)
    const at = (id: string) => stage.layer(id)!.getZIndex()!
    expect(['land', 'communities', 'streets', 'areas', 'names'].map(at)).toEqual([10, 30, 32, 40, 90])
    expect(
      [land, warnings, communities, streets, areas, buildings, shelters, doors, teams, names, incidents].map((layer) => layer.order),
    ).toEqual([10, 20, 30, 32, 40, 50, 60, 70, 80, 90, 100])
    stage.close()
  })
  it('is shown from a zoom and up to one', () => {
    const stage = makeStage(document.createElement('div'))
    stage.add(row(doors, () => []))
    expect([stage.layer('doors')!.getMinZoom(), stage.layer('doors')!.getMaxZoom()]).toEqual([13.6, 16.6])
    stage.close()
  })
})

const people: DoorPoint[] = [
  { id: 'a', x: 10, y: 0, building: 'b', state: 'safe', purpose: 'check' },
  { id: 'b', x: 30, y: 20, building: 'b', state: 'unchecked', purpose: 'check' },
]
const shape = fromExtent([0, 0, 1, 1])

describe('what is clicked', () => {
  it('of doors together is a nearer look, of an area its incident, of a name nothing', () => {
    const together = new Feature()
    together.set('cluster', cluster(people, 10)[0])
    expect(doors.hit(together)).toEqual({ extent: [10, 0, 30, 20] })
    const area = new Feature<Point>()
    area.setId('incident-1')
    expect(areas.hit(area)).toEqual({ id: 'incident-1' })
    expect(names.hit(new Feature())).toBeNull()
  })
})

describe('legend and list', () => {
  it('say only what is on the map at this zoom', () => {
    const shown = row(doors, () => people)
    expect(shown.legend('near')).toEqual([])
    expect(shown.legend('building').map((line) => line.word)).toEqual(['door.state.unchecked', 'door.state.safe'])
    expect(row(teams, () => []).legend('street')).toEqual([])
  })
  it('have a line for each warning, not for each village', () => {
    const mark = (warning: string, village: string) =>
      ({ id: `${warning}/${village}`, warning, level: 'red', hazard: warning, place: village, shape }) as const
    const shown = row(warnings, () => [mark('暴雨', '甲村'), mark('暴雨', '乙村'), mark('雷电', '甲村')])
    expect(shown.legend('county').map((line) => line.values)).toEqual([{ hazard: '暴雨' }, { hazard: '雷电' }])
    expect(shown.list().map((item) => item.text)).toEqual(['暴雨红色预警 甲村', '暴雨红色预警 乙村', '雷电红色预警 甲村'])
  })
  it('tell who does not see the picture how a building stands', () => {
    const shown = row(buildings, () => [
      { id: '1', name: '6号楼', x: 0, y: 0, open: 2, openDoors: 4, purpose: 'check' as const, all: 5 },
      { id: '2', name: '7号楼', x: 0, y: 0, open: 0, openDoors: 0, purpose: 'check' as const, all: 3 },
      { id: '3', name: '8号楼', x: 0, y: 0, open: 0, openDoors: 6, purpose: 'check' as const, all: 8 },
      { id: '4', name: '9号楼', x: 0, y: 0, open: 0, openDoors: undefined, purpose: 'check' as const, all: 2 },
      { id: '5', name: '10号楼', x: 0, y: 0, open: 0, openDoors: 0, purpose: 'evacuate' as const, all: 1 },
    ])
    expect(shown.list().map((item) => item.text)).toEqual([
      '6号楼 未落实 2/5',
      '7号楼 全部落实',
      '8号楼 重点关爱 8/8 · 还有 6 户',
      '9号楼 重点关爱 2/2',
      '10号楼 全部转移',
    ])
  })
  it('stop where nobody would listen on', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ id: `${n}`, x: 0, y: 0, character: '人', name: '有人', at: 0 }))
    expect(row(teams, () => many).list()).toHaveLength(60)
  })
})
