import { computed, type Ref } from 'vue'
import { type Schemas } from '@/base/api/http'
import { extended } from '@/kit/queries/query'
import { mayDo } from '@/base/session/may'
import { useRead } from '@/kit/queries/read'

export type Watch = Schemas['WatchShown']
export type Keeper = Schemas['KeeperShown']

/** The authority above the user: the county's command centre, or the street office for a street and everything below it. */
export const authorityOf = (division: string) => (division.length >= 9 ? division.slice(0, 9) : division.slice(0, 6))

/** Shifts change by the clock too. */
const minute = 60_000

/** Duty desk of an authority. Loaded again on changes there and each minute, since shifts change by the clock too. */
export function useDuty(authority: Ref<string>) {
  const asked = useRead(
    '/api/authorities/{authority}/duty',
    () => (authority.value.length < 6 || !mayDo('duty.read') ? null : { path: { authority: authority.value } }),
    { every: minute },
  )
  const keepers = (post: Keeper['post']) => asked.data?.now?.items.filter((one) => one.post === post) ?? []
  const late = computed(() => Boolean(asked.data?.lateSince))
  return extended(asked, { keepers, late })
}
export type Duty = ReturnType<typeof useDuty>
