import { watch } from 'vue'
import { answer, api } from '@/base/api/http'
import { mayDo } from '@/base/session/may'
import type { Desk } from './desk'
import { useQuery } from '@/kit/queries/query'
import { read } from '@/kit/queries/read'

export const mayJoin = () => mayDo('incident.join')

/** Pause between two requests, milliseconds: a night with many calls must not cause a flood of requests from every desk. */
const rest = 1_000

/** 待并入, as the server finds them; loaded again on a change. Nothing for users who may not join. */
export function useJoinable(desk: Pick<Desk, 'code' | 'group'>) {
  const told = desk.group.view<{ revision: number }>('joinable')
  const revision = () => told.get(desk.code)?.revision
  const asked = useQuery(
    () => (mayJoin() ? ['joinable', desk.code] : null),
    (signal) => read('/api/incidents/joinable', { query: { after: revision() } }, signal),
    { pace: rest },
  )
  watch(revision, (now) => now !== undefined && asked.soon(now))
  return asked
}

/** 0007 of 浉河-2026-0007: the short number used in speech. */
export const rankOf = (number: string) => number.slice(number.lastIndexOf('-') + 1)
export const join = (id: string, into: string) =>
  answer(() => api.POST('/api/incidents/{id}/join', { params: { path: { id } }, body: { into } }))
export const split = (id: string) => answer(() => api.POST('/api/incidents/{id}/split', { params: { path: { id } } }))
