import { Group } from '@/kit/live/group'
import type { Live } from '@/kit/live/live'
import type { FiguresLight, IncidentLight, TaskLight } from '@/base/lights/lights'
import { at, chance, county } from './crowd'

/** Number of open incidents that the page must show: `?incidents=…`. */
export const count = Number(new URLSearchParams(location.search).get('incidents') ?? 10)

const id = (kind: number, n: number) => `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const categories: IncidentLight['category'][] = ['flood', 'fire', 'medical', 'landslide', 'other'] as IncidentLight['category'][]
const group = `division/${county}`
const began = Date.now() - 2 * 3_600_000

const incidents: IncidentLight[] = Array.from({ length: count }, (_, n) => {
  const community = `${county}${String(1 + (n % 27)).padStart(3, '0')}${String(1 + (n % 10)).padStart(3, '0')}`
  return {
    id: id(1, n),
    number: `浉河-2026-${n}`,
    county,
    community,
    communities: [community],
    grid: null,
    category: categories[n % categories.length]!,
    priority: 'life',
    stage: 'active',
    grade: null,
    doubt: null,
    takenBack: false,
    reports: 1,
    unattended: false,
    areaVersion: 1,
    openedAt: new Date(began + n * 200).toISOString(),
    tasks: { open: 1, taken: 1, done: 0, late: 0 },
    joinedInto: null,
    joined: [],
  } as IncidentLight
})

/** Answer to a page's request for one of these incidents. */
export const shownOf = (light: IncidentLight) => ({
  incident: light,
  title: `积水围困 ${light.number}`,
  address: null,
  cards: [],
  reports: [],
  location: { point: place(light), original: place(light), datum: 'wgs84' },
  area: { shape: 'circle', centre: place(light), metres: 150 },
})
const places = new Map(incidents.map((one, n) => [one.id, n]))
export const lightOf = (wanted: string) => incidents[places.get(wanted) ?? -1]
export const lights = incidents
const side = Math.ceil(Math.sqrt(count))
function place(light: IncidentLight) {
  const n = parseInt(light.id.slice(-12), 16)
  return at(((n % side) - side / 2) * (40_000 / side), (Math.floor(n / side) - side / 2) * (40_000 / side))
}

const row = (toMove: number, moved: number) => ({ toMove, moved, left: toMove - moved, lost: 0, refuses: 0, open: toMove - moved })
function figures(light: IncidentLight, moved: number): FiguresLight {
  const unchecked = 12 - moved
  return {
    incident: light.id,
    community: light.community,
    atRisk: row(12, moved),
    households: row(8, Math.min(8, moved)),
    people: row(12, moved),
    found: {
      needsHelp: 0,
      nobodyCaring: 0,
      unreachable: 0,
      refuses: 0,
      returned: 0,
      unchecked,
      atHospital: 0,
      away: 0,
      moved,
      withRelatives: 0,
      safe: 0,
      visitors: 0,
    },
    disputed: 0,
  } as FiguresLight
}
function task(light: IncidentLight, n: number, late: boolean, state: TaskLight['state']): TaskLight {
  return {
    id: id(4 + n, parseInt(light.id.slice(-12), 16)),
    incident: light.id,
    community: light.community!,
    step: n ? '通知' : '敲门',
    role: 'grid-chief',
    class: n ? 'wait' : 'life',
    state,
    level: 0,
    reminders: late ? 1 : 0,
    late,
    seen: 1,
    alerted: 2,
    doors: 0,
    short: 0,
    openedAt: light.openedAt,
    due: null,
    takenAt: null,
    card: null,
  } as TaskLight
}

let position = 1
const change = (view: string, key: string, value: unknown) => ({ group, position, view, key, value })
const groups = new Map<string, Group>()
/** Replaces the live connection to the server: groups are joined at once, and messages come as the hub sends them. */
export const line = {
  state: { value: 'live' },
  heardAt: { value: Date.now() },
  caughtUp: { value: 0 },
  stale: { value: false },
  join(kind: string, of: string) {
    const name = `${kind}/${of}`
    let here = groups.get(name)
    if (!here) {
      groups.set(name, (here = new Group('live', kind, of, () => groups.delete(name))))
      const snapshot = name === group ? incidents.flatMap(first) : []
      here.joined({ group: name, position, snapshot })
    }
    here.held++
    return here
  },
} as unknown as Live

function first(light: IncidentLight, n: number) {
  const [door, call] = [task(light, 0, n % 40 === 0, 'open'), task(light, 1, false, 'taken')]
  return [
    change('incident', light.id, light),
    change('figures', `${light.id}/${light.community}`, figures(light, n % 12)),
    change('task', door.id, door),
    change('task', call.id, call),
  ]
}

const tell = (view: string, key: string, value: unknown) => {
  position++
  groups.get(group)!.take(change(view, key, value))
}
/**
 * Sends changes of an incident as they come while doors are checked and tasks are taken: mostly figures, then tasks, now and then the
 * incident itself.
 */
function happen() {
  const n = Math.floor(chance() * incidents.length)
  const light = incidents[n]!
  const what = chance()
  if (what < 0.6) return tell('figures', `${light.id}/${light.community}`, figures(light, Math.floor(chance() * 13)))
  if (what < 0.9) {
    const one = task(light, chance() < 0.5 ? 0 : 1, chance() < 0.05, chance() < 0.5 ? 'taken' : 'open')
    return tell('task', one.id, one)
  }
  const next = { ...light, tasks: { ...light.tasks, done: light.tasks.done + 1 } }
  incidents[n] = next
  tell('incident', light.id, next)
}

let happening: ReturnType<typeof setInterval> | undefined
/** Rate of changes a second, evenly spread. */
export function run(perSecond: number) {
  const began = performance.now()
  let done = 0
  happening = setInterval(() => {
    for (const due = ((performance.now() - began) / 1000) * perSecond; done < due; done++) happen()
  }, 10)
}
export const rest = () => clearInterval(happening)
