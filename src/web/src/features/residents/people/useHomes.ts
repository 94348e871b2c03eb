import { computed, ref } from 'vue'
import { read } from '@/kit/queries/read'
import { useQuery } from '@/kit/queries/query'
import type { Schemas } from '@/base/api/http'
import type { Choosable } from '@/kit/parts/choosing'
import { t } from '@/base/words'
import { doorText } from './record'

export type Home = Schemas['HouseholdShown']

/** All households of a community, loaded on first use. */
export function useHomes(code: () => string) {
  const wanted = ref(false)
  const homes = useQuery<readonly Home[]>(
    () => (wanted.value ? ['households', code()] : null),
    async (signal) => {
      const all: Home[] = []
      let next: string | null | undefined
      do {
        const query = { limit: 200, ...(next ? { next } : {}) }
        const page = await read('/api/communities/{code}/households', { path: { code: code() }, query }, signal)
        all.push(...page.items)
        next = page.next
      } while (next)
      return all
    },
  )
  /** For a picker: the door, then its head. */
  const choices = computed<Choosable[] | undefined>(() =>
    homes.data
      ?.filter((one) => !one.erased)
      .map((one) => ({
        id: one.householdId,
        title: doorText(one.door) || t('resident.noDoor'),
        note: `${one.head} · ${t('resident.home.registered', { n: one.persons.length })}`,
        onDuty: false,
      })),
  )
  return { homes, choices, want: () => (wanted.value = true) }
}
export type Homes = ReturnType<typeof useHomes>
