import VectorSource from 'ol/source/Vector'
import { looks, order } from '@/kit/signs/symbols'
import { t } from '@/base/words'
import { captioned, cluster, type Cluster, type DoorPoint } from '@/kit/map/clusters'
import { captionWidth, clusterStyle } from '@/kit/map/drawn'
import { keep, layerOf, movePoint, type Source } from '@/kit/map/features'
import { once, type DrawnFeatures, type Layer, type MapView } from '@/kit/map/layer'

/** Doors inside the area: clusters of people from far, and blocks of doors when zoomed in. */
export const doors: Layer<DoorPoint> = {
  id: 'doors',
  order: 70,
  word: 'map.layer.doors',
  choice: false,
  shown: true,
  zoom: [13.6, 16.6],
  legend: order.map((state) => ({
    word: `door.state.${state}`,
    sign: { shape: 'box', fill: `var(--${looks[state].fill})`, line: `var(--${looks[state].line})`, badge: looks[state].badge },
    rows: (marks, level) => once(level === 'building' && marks.some((one) => one.state === state)),
  })),
  list: { by: 'buildings' },
  hit: (feature) => ({ extent: (feature.get('cluster') as Cluster).extent }),
  draw: clusters,
}

const words = (one: Cluster) => t('map.cluster', { buildings: one.buildings, people: one.people })

function clusters(view: MapView): DrawnFeatures<DoorPoint> {
  const source: Source = new VectorSource()
  let all: readonly DoorPoint[] = []
  function gather() {
    const here = view.level()
    const shown = here === 'street' || here === 'near' ? cluster(all, view.resolution()) : []
    const worded = captioned(shown, view.resolution(), (one) => captionWidth(words(one)))
    keep(
      source,
      shown.map((one, i) => ({ one, id: String(i) })),
      (feature, { one }) => {
        feature.setProperties({ cluster: one, captioned: worded.has(one) }, true)
        movePoint(feature, one.x, one.y)
        feature.changed()
      },
    )
  }
  view.onRest(gather)
  const layer = layerOf(source, view, (feature) => {
    const one = feature.get('cluster') as Cluster
    return clusterStyle(one.people, one.open, one.shares, feature.get('captioned') ? words(one) : '')
  })
  return {
    layer,
    show(marks) {
      all = marks
      gather()
    },
  }
}
