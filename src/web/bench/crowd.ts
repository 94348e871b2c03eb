import type { Schemas } from '@/base/api/http'
import type { IncidentLight, StandingLight } from '@/base/lights/lights'

/** Numbers of doors and teams that the page must show: `?doors=…&teams=…`. */
const asked = new URLSearchParams(location.search)
export const [doorCount, teamCount] = [Number(asked.get('doors') ?? 0), Number(asked.get('teams') ?? 0)]

export const middle = { lon: 114.068594, lat: 32.119337 }
export const county = '411502'
const [community, perBuilding, street] = ['411502001001', 12, 80]
const states: Schemas['DoorState'][] = [
  'unchecked',
  'unchecked',
  'unchecked',
  'unchecked',
  'safe',
  'safe',
  'moved',
  'needs-help',
  'unreachable',
  'refuses',
  'returned',
  'at-hospital',
]
const kinds = ['elder-alone', 'disabled', 'left-behind-minor', 'home-oxygen', 'pregnant']
const roles = ['secretary', 'grid-chief', 'building-chief', 'unit-chief', 'volunteer', 'responder']

/** The same numbers in every run. */
let seed = 1
export const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647
const id = (kind: number, n: number) => `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
export const at = (east: number, north: number) => ({ lon: middle.lon + east / 94_300, lat: middle.lat + north / 111_200 })

export const incidentId = id(1, 1)
const counts = { open: 3, taken: 2, done: 1, late: 0 }
export const light: IncidentLight = {
  id: incidentId,
  number: '2026-1',
  county,
  community,
  communities: [community],
  grid: null,
  category: 'fire',
  priority: 'life',
  stage: 'active',
  grade: null,
  doubt: null,
  takenBack: false,
  reports: 1,
  unattended: false,
  areaVersion: 1,
  openedAt: new Date().toISOString(),
  tasks: counts,
  joinedInto: null,
  joined: [],
}
export const shown: Schemas['IncidentShown'] = {
  incident: light,
  title: '火情',
  address: null,
  cards: [],
  reports: [],
  location: { point: middle, original: middle, datum: 'wgs84' },
  area: { shape: 'circle', centre: middle, metres: 1500 },
}

/** Blocks of twelve people at risk, 80 m from one another: a dense old town. */
export function doors(): Schemas['DoorsShown'] {
  const side = Math.ceil(Math.sqrt(doorCount / perBuilding))
  const buildings = Array.from({ length: Math.ceil(doorCount / perBuilding) }, (_, n) => ({
    grid: 'G1',
    building: `${n + 1}号楼`,
    point: at(((n % side) - side / 2) * street, (Math.floor(n / side) - side / 2) * street),
    scene: n === 0,
  }))
  const persons = Array.from({ length: doorCount }, (_, n) => ({
    personId: id(2, n),
    householdId: id(3, n >> 1),
    state: states[Math.floor(chance() * states.length)]!,
    checkedAt: null,
    takenOver: false,
    visitor: false,
    outside: false,
    name: '何**',
    erased: false,
    called: null,
    dispute: null,
    minor: false,
    needs: [],
    kinds: [kinds[n % kinds.length]!],
    door: { grid: 'G1', building: `${Math.floor(n / perBuilding) + 1}号楼`, unit: null, floor: (n % perBuilding) + 1, room: null },
  }))
  return {
    incident: incidentId,
    position: 1,
    communities: [
      { community, name: '义阳社区', closed: false, purpose: 'check', figures: null, households: [], persons, buildings, unplaced: [] },
    ],
  }
}

/** Starting points of the teams, which walk from there. */
export function teams() {
  const spread = Math.ceil(Math.sqrt(Math.max(doorCount, 1200) / perBuilding)) * street
  return Array.from({ length: teamCount }, (_, n) => ({
    id: `team-${n}`,
    role: roles[n % roles.length]!,
    east: (chance() - 0.5) * spread,
    north: (chance() - 0.5) * spread,
    due: 0,
  }))
}
export type Walker = ReturnType<typeof teams>[number]
export const standing = (team: Walker): StandingLight => ({
  role: team.role,
  incident: incidentId,
  community,
  point: at(team.east, team.north),
  accuracy: 8,
  at: new Date().toISOString(),
})
