import { Group } from '@/kit/live/group'
import type { Live } from '@/kit/live/live'
import { county, doorCount, incidentId, light, standing, teamCount, teams } from './crowd'

const groups = new Map<string, Group>()

/** Replaces the live connection to the server: groups are joined at once, and messages come as the hub sends them. */
export const line = {
  state: { value: 'live' },
  join(kind: string, id: string) {
    const name = `${kind}/${id}`
    let group = groups.get(name)
    if (!group) {
      groups.set(name, (group = new Group('live', kind, id, () => undefined)))
      const snapshot =
        name === `division/${county}` && doorCount + teamCount
          ? [{ group: name, position: 1, view: 'incident', key: incidentId, value: light }]
          : []
      group.joined({ group: name, position: 1, snapshot })
    }
    group.held++
    return group
  },
} as unknown as Live

const all = teams()
let position = 1
const tell = (team: (typeof all)[number]) =>
  groups
    .get(`division/${county}`)!
    .take({ group: `division/${county}`, position: ++position, view: 'position', key: team.id, value: standing(team) })
function step(team: (typeof all)[number], metres: number) {
  const way = Math.random() * Math.PI * 2
  team.east += Math.cos(way) * metres
  team.north += Math.sin(way) * metres
  tell(team)
}

let [walking, leaping]: (ReturnType<typeof setInterval> | undefined)[] = []
/** Each team reports its position every 2 to 5 s, as phones do; the server passes positions on at most a hundred times a second. */
export function walk() {
  for (const team of all) team.due = performance.now() + Math.random() * 5000
  walking = setInterval(() => {
    const now = performance.now()
    for (const team of all)
      if (team.due <= now) {
        step(team, 4)
        team.due = now + 2000 + Math.random() * 3000
      }
  }, 10)
}
/** The hard case: all of them at the same moment, each second. */
export const leap = () => void (leaping = setInterval(() => all.forEach((team) => step(team, 4)), 1000))
export const stand = () => {
  clearInterval(walking)
  clearInterval(leaping)
}
export const begin = () => all.forEach(tell)
export const walkers = all
