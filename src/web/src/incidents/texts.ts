import { shallowReactive, watch } from 'vue'
import { Refused } from '@/api/http'
import { liveTime as now } from '@/clock'
import type { IncidentLight } from '@/lights/lights'
import { read } from '@/queries/read'
import type { Shown } from './cards'

/** So many titles are asked for with one question. */
const together = 50
/** So many questions are on their way at a time where somebody waits for one; else one, so that opening a desk does not stand in the way of what comes in. */
const most = 2

/** What a title, a place or an area is asked for again by. */
const said = [
  'areaVersion',
  'stage',
  'doubt',
  'community',
  'takenBack',
  'category',
  'reports',
] as const satisfies readonly (keyof IncidentLight)[]

/** Titles, places and areas by incident: asked when an incident is new or its light has changed, many with one question; what is looked at before the others. */
export function useTexts(lights: () => ReadonlyMap<string, IncidentLight>, first: () => readonly string[]) {
  const texts = shallowReactive(new Map<string, Shown>())
  const told = shallowReactive(new Set<string>())
  const asked = new Map<string, IncidentLight>()
  const waiting = new Set<string>()
  let running = 0
  function next() {
    const looked = first().filter((id) => waiting.has(id))
    if (!waiting.size || running >= (looked.length ? most : 1)) return
    const ids = [...new Set([...looked, ...waiting])].slice(0, together)
    for (const id of ids) waiting.delete(id)
    running++
    void ask(ids).finally(() => {
      running--
      next()
    })
  }
  async function ask(ids: readonly string[]) {
    try {
      const { items } = await read('/api/incidents/texts', { query: { ids: ids.join() } })
      for (const one of items) if (asked.has(one.incident.id)) texts.set(one.incident.id, one)
    } catch (fault) {
      // What was not reached is asked again with the next change or tick.
      if (Refused.of(fault).passing) for (const id of ids) asked.delete(id)
      if (Refused.of(fault).passing) return
    }
    // What may not be read stays a category and a number.
    for (const id of ids) if (asked.has(id)) told.add(id)
  }
  // Looks through all, so that each is followed; what is told again as it was costs no more than a comparison.
  const news = () => {
    const found: string[] = []
    for (const [id, light] of lights()) {
      const before = asked.get(id)
      if (before === light) continue
      asked.set(id, light)
      if (!before || said.some((name) => before[name] !== light[name])) found.push(id)
    }
    return found
  }
  watch(
    [news, now] as const,
    ([found]) => {
      for (const id of found) waiting.add(id)
      const there = lights()
      for (const id of asked.keys())
        if (!there.has(id)) {
          texts.delete(id)
          told.delete(id)
          asked.delete(id)
        }
      next()
    },
    { immediate: true },
  )
  watch(first, next)
  return { texts, told }
}
