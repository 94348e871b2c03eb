import { computed, watch, type Ref } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { now } from '@/clock'
import { useAsked } from '@/live/asked'
import type { Group } from '@/live/group'

export type Watch = Schemas['WatchShown']
export type Keeper = Schemas['KeeperShown']

/** The authority somebody answers to: the county's command centre, or the street office for a street and what lies below. */
export const authorityOf = (division: string) => (division.length >= 9 ? division.slice(0, 9) : division.slice(0, 6))

/** Who has an authority's duty desk. Asked again when something changed there, and each minute: shifts change by the clock too. */
export function useDuty(authority: Ref<string>, group: Group) {
  const asked = useAsked(
    async () =>
      authority.value.length < 6
        ? undefined
        : await answer(() => api.GET('/api/authorities/{authority}/duty', { params: { path: { authority: authority.value } } })),
    false,
  )
  group.onChange((change) => change.view === 'desk' && change.key === authority.value && asked.soon())
  watch(authority, () => void asked.ask(), { immediate: true })
  watch(() => Math.floor(now.value / 60_000), asked.soon)
  const keepers = (post: Keeper['post']) => asked.value.value?.now?.items.filter((one) => one.post === post) ?? []
  const late = computed(() => Boolean(asked.value.value?.lateSince))
  return { ...asked, keepers, late }
}
export type Duty = ReturnType<typeof useDuty>
