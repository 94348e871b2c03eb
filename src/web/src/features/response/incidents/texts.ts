import { shallowReactive, watch } from 'vue'
import { Refused } from '@/base/api/http'
import { liveTime as now } from '@/base/clock'
import type { IncidentLight } from '@/base/lights/lights'
import { read } from '@/kit/queries/read'
import type { Shown } from './cards'

/** Number of titles loaded in one request. */
const together = 50
/** Number of requests at a time while somebody waits for a title; else one, so that opening a desk does not hold up incoming data. */
const most = 2

/** Fields of the light whose change makes the title, place and area load again. */
const said = [
  'areaVersion',
  'stage',
  'doubt',
  'community',
  'takenBack',
  'category',
  'reports',
] as const satisfies readonly (keyof IncidentLight)[]

/**
 * Titles, places and areas by incident: loaded when an incident is new or its light has changed, many in one request; visible ones first.
 */
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
      // Unreached ones are loaded again with the next change or tick.
      if (Refused.of(fault).passing) for (const id of ids) asked.delete(id)
      if (Refused.of(fault).passing) return
    }
    // Incidents without permission show a category and a number only.
    for (const id of ids) if (asked.has(id)) told.add(id)
  }
  // Goes through all, so that each is tracked; an unchanged light costs no more than a comparison.
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
