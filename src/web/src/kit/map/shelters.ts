import { computed } from 'vue'
import { pixelOf } from '@/kit/geo/areas'
import { useQuery } from '@/kit/queries/query'
import { read } from '@/kit/queries/read'
import { mayDo } from '@/base/session/may'
import type { Schemas } from '@/base/wire/schemas'
import { t } from '@/base/words'
import type { ShelterMark } from '@/kit/map/layers/shelters'

/** The shelters of a division, loaded again when one changes. @param hazard of the opened incident: not every house suits it */
export function useShelters(code: string, hazard: () => Schemas['Category'] | undefined) {
  const asked = useQuery(
    () => (mayDo('shelter.read') ? ['shelters', code] : null),
    async (signal) => {
      const all: Schemas['ShelterItem'][] = []
      let next: string | null | undefined
      do {
        const page: { items: Schemas['ShelterItem'][]; next?: string | null } = await read(
          '/api/shelters',
          { query: { division: code, limit: 200, ...(next ? { next } : {}) } },
          signal,
        )
        all.push(...page.items)
        next = page.next
      } while (next)
      return all
    },
  )
  const marks = computed<ShelterMark[]>(() =>
    (asked.data ?? []).flatMap(({ id, shelter }) => {
      if (!shelter.point) return []
      const [x, y] = pixelOf(shelter.point)
      return [{ id, x: x!, y: y!, look: lookOf(shelter, hazard()), name: nameOf(shelter) }]
    }),
  )
  return { asked, marks }
}

type Shelter = Schemas['ShelterItem']['shelter']
function lookOf(one: Shelter, hazard: Schemas['Category'] | undefined): ShelterMark['look'] {
  if (hazard && !one.fit.includes(hazard)) return 'unfit'
  return one.occupancy >= one.capacity ? 'full' : 'fit'
}
const nameOf = (one: Shelter) =>
  [one.name, one.indoor != null && t(one.indoor ? 'incident.indoor' : 'incident.outdoor'), `${one.occupancy}/${one.capacity}`]
    .filter(Boolean)
    .join(' ')
