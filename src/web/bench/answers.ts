import { county, middle } from './crowd'
import { lightOf, lights, shownOf } from './night'

/**
 * Answers all requests of the benchmark's desk, as a county with nothing but its incidents would. Must load before any module that keeps a
 * reference to fetch.
 */
const square = [-0.3, 0.3].flatMap((x) => (x < 0 ? [-0.3, 0.3] : [0.3, -0.3]).map((y) => [middle.lon + x, middle.lat + y]))
const boundary = {
  type: 'Feature',
  properties: { code: county, name: '浉河区', kind: 'county' },
  geometry: { type: 'MultiPolygon', coordinates: [[[...square, square[0]!]]] },
}
/** Number of requests to each address. */
export const asked = new Map<string, number>()

const session = {
  account: 'bench',
  antiforgery: '',
  carried: false,
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  latestAt: new Date(Date.now() + 86_400_000).toISOString(),
  may: ['incident.read', 'incident.join', 'incident.open', 'task.assign', 'order.issue', 'handover.call', 'incident.end-response'],
  mayAssigned: [],
  roles: ['county-commander'],
  scopes: [{ division: county }],
  name: 'bench',
}

function said(url: URL): unknown {
  const [, , noun, id, part] = url.pathname.split('/')
  if (url.pathname === '/api/session') return session
  if (url.pathname === '/api/incidents/texts') {
    const ids = url.searchParams.get('ids')!.split(',')
    return { position: 1, items: ids.flatMap((one) => (lightOf(one) ? [shownOf(lightOf(one)!)] : [])) }
  }
  if (url.pathname === '/api/incidents/joinable') return { metres: 500, minutes: 30, items: [], position: 1 }
  if (noun === 'incidents' && id && !part && lightOf(id)) return shownOf(lightOf(id)!)
  if (noun === 'incidents' && part === 'timeline') return { items: [], position: 1, next: null }
  if (noun === 'incidents' && part === 'doors') return { incident: id, communities: [], position: 1 }
  if (noun === 'incidents' && !id) return { items: lights.slice(0, 50), position: 1, next: null }
  if (noun === 'divisions' && part === 'boundary') return boundary
  if (noun === 'divisions' && part === 'boundaries') return { type: 'FeatureCollection', features: [] }
  if (noun === 'divisions' && id) return { code: id, name: '浉河区', level: 'county' }
  return { items: [], position: 1, next: null }
}
globalThis.fetch = async (request, options) => {
  const one = new Request(request, options)
  const url = new URL(one.url)
  const name = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]+/, '{id}')
  asked.set(name, (asked.get(name) ?? 0) + 1)
  await new Promise((done) => setTimeout(done, 20))
  return Response.json(said(url))
}
