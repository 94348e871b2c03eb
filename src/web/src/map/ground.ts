import Feature from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import type Geometry from 'ol/geom/Geometry'
import type MultiPolygon from 'ol/geom/MultiPolygon'
import Point from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import Fill from 'ol/style/Fill'
import Stroke from 'ol/style/Stroke'
import Style from 'ol/style/Style'
import { answer, api } from '@/api/http'
import { colour, label, style } from './drawn'
import { levelOf } from './levels'
import { cityStreet, shortName } from '@/places/names'

const format = new GeoJSON({ featureProjection: 'EPSG:3857' })

/** The boundaries are the map: county, streets and townships, communities, with their names. */
export function makeGround(zoom: () => number) {
  const [county, streets, communities, names] = [new VectorSource(), new VectorSource(), new VectorSource(), new VectorSource()]
  const layers = [
    new VectorLayer({
      source: county,
      style: () =>
        style(
          'county',
          () => new Style({ fill: new Fill({ color: colour('land') }), stroke: new Stroke({ color: colour('county'), width: 2.2 }) }),
        ),
    }),
    new VectorLayer({
      source: communities,
      minZoom: 12,
      style: () => (levelOf(zoom()) === 'far' ? line('community', 1) : line('community', 1.6)),
    }),
    new VectorLayer({ source: streets, style: () => line('township', zoom() < 12 ? 1.2 : 2) }),
  ]
  const nameLayer = new VectorLayer({
    source: names,
    declutter: 'map',
    style: (feature) => nameStyle(feature.get('name') as string, feature.get('kind') as string, feature.get('town') === cityStreet, zoom()),
  })

  function add(source: VectorSource, features: Feature<Geometry>[]) {
    source.addFeatures(features)
    for (const feature of features) {
      if (feature.get('kind') === 'county') continue
      const name = new Feature({
        geometry: middleOf(feature.getGeometry()!),
        name: shortName(feature.get('name') as string),
        kind: feature.get('kind') as string,
        town: feature.get('town') as string | undefined,
      })
      names.addFeature(name)
    }
  }

  async function load(code: string) {
    const [own, below, small] = await Promise.all([
      answer(() => api.GET('/api/divisions/{code}/boundary', { params: { path: { code } } })),
      code.length > 6
        ? null
        : answer(() => api.GET('/api/divisions/{code}/boundaries', { params: { path: { code }, query: { level: 'street' } } })),
      code.length > 9 ? null : answer(() => api.GET('/api/divisions/{code}/boundaries', { params: { path: { code } } })),
    ])
    for (const source of [county, streets, communities, names]) source.clear()
    const mine = format.readFeatures({ type: 'FeatureCollection', features: [own] }) as Feature<Geometry>[]
    mine.forEach((feature) => feature.set('kind', 'county'))
    if (own.geometry) add(county, mine)
    if (below) add(streets, read(below, 'street'))
    if (small) add(communities, read(small, 'community'))
  }
  const read = (collection: unknown, kind: string) =>
    (format.readFeatures(collection) as Feature<Geometry>[]).map((feature) => {
      feature.set('town', feature.get('kind'))
      feature.set('kind', kind)
      return feature
    })

  const byCode = (code: string) =>
    [...communities.getFeatures(), ...streets.getFeatures(), ...county.getFeatures()].find((feature) => feature.get('code') === code)
  const places = () =>
    [...streets.getFeatures(), ...communities.getFeatures()].map((feature) => ({
      code: feature.get('code') as string,
      name: shortName(feature.get('name') as string),
      geometry: feature.getGeometry()!,
    }))
  return {
    layers,
    nameLayer,
    load,
    extent: () => county.getExtent(),
    isEmpty: () => county.isEmpty(),
    byCode,
    places,
    redraw: () => [...layers, nameLayer].forEach((layer) => layer.changed()),
  }
}
export type Ground = ReturnType<typeof makeGround>

const line = (name: string, width: number) =>
  style(`${name}/${width}`, () => new Style({ stroke: new Stroke({ color: colour(name), width }) }))

function nameStyle(name: string, kind: string, inCity: boolean, zoom: number) {
  const level = levelOf(zoom)
  if (kind === 'street') {
    if (level === 'near' || level === 'building' || (zoom < 11 && inCity)) return undefined
    const size = level === 'county' ? 12 : 14
    return style(`name/street/${size}/${name}`, () => new Style({ image: label({ text: name, size }), zIndex: 1 }))
  }
  if (level === 'county' || level === 'far' || level === 'building') return undefined
  const size = level === 'street' ? 12 : 15
  return style(`name/community/${size}/${name}`, () => new Style({ image: label({ text: name, size, ink: 't3' }), zIndex: 2 }))
}

/** Where a name stands: inside, in the broadest part of the largest piece. */
function middleOf(geometry: Geometry) {
  const points = (geometry as MultiPolygon).getInteriorPoints?.().getCoordinates() ?? []
  return new Point((points.sort((a, b) => b[2]! - a[2]!)[0] ?? [0, 0]).slice(0, 2))
}
