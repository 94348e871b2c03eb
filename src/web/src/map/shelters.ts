import { computed } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { useAsked } from '@/live/asked'
import type { Group } from '@/live/group'
import { pixelOf } from '@/places/areas'
import { t } from '@/words'
import type { ShelterMark } from './layers/shelters'

/** The shelters of a division, read anew when one changed. @param hazard of the incident one looks at: not every house suits it */
export function useShelters(code: string, group: Group, hazard: () => Schemas['Category'] | undefined) {
  const asked = useAsked(async () => {
    const all: Schemas['ShelterItem'][] = []
    let next: string | null | undefined
    do {
      const page: { items: Schemas['ShelterItem'][]; next?: string | null } = await answer(() =>
        api.GET('/api/shelters', { params: { query: { division: code, limit: 200, ...(next ? { next } : {}) } } }),
      )
      all.push(...page.items)
      next = page.next
    } while (next)
    return all
  })
  group.onChange((change) => change.view === 'shelter' && asked.soon())
  return computed<ShelterMark[]>(() =>
    (asked.value.value ?? []).flatMap(({ id, shelter }) => {
      if (!shelter.point) return []
      const [x, y] = pixelOf(shelter.point)
      return [{ id, x: x!, y: y!, look: lookOf(shelter, hazard()), name: nameOf(shelter) }]
    }),
  )
}

type Shelter = Schemas['ShelterItem']['shelter']
function lookOf(one: Shelter, hazard: Schemas['Category'] | undefined): ShelterMark['look'] {
  if (hazard && !one.fit.includes(hazard)) return 'unfit'
  return one.occupancy >= one.capacity ? 'full' : 'fit'
}
const nameOf = (one: Shelter) => `${one.name} ${one.indoor ? t('incident.indoor') : t('incident.outdoor')} ${one.occupancy}/${one.capacity}`
