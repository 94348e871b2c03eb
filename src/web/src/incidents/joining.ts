import { watch } from 'vue'
import { answer, api } from '@/api/http'
import { hasRole } from '@/api/session'
import { useAsked } from '@/live/asked'
import type { Desk } from './desk'

export const mayJoin = () => hasRole('county-commander', 'county-duty', 'street-officer')

/** 待并入, as the server finds them; asked again when an incident comes, goes or is placed. Nothing where one may not join. */
export function useJoinable(desk: Desk) {
  const asked = useAsked(async () => (mayJoin() ? await answer(() => api.GET('/api/incidents/joinable')) : undefined))
  const looks = () => [...desk.cards.value.values()].map(({ light }) => `${light.id} ${light.stage} ${light.community} ${light.doubt} ${light.areaVersion} ${light.tasks.open + light.tasks.taken} ${light.joined.length}`).sort().join()
  watch(looks, asked.soon)
  return asked
}

/** 0007 of 浉河-2026-0007: what is said across a room. */
export const rankOf = (number: string) => number.slice(number.lastIndexOf('-') + 1)
export const join = (id: string, into: string) => answer(() => api.POST('/api/incidents/{id}/join', { params: { path: { id } }, body: { into } }))
export const split = (id: string) => answer(() => api.POST('/api/incidents/{id}/split', { params: { path: { id } } }))
