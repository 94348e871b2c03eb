import { onScopeDispose, watch } from 'vue'
import { answer, api } from '@/api/http'
import { useAsked } from '@/live/asked'
import { mayDo } from '@/session/may'
import type { Desk } from './desk'

export const mayJoin = () => mayDo('incident.join')

/** So long after one question the next is asked, milliseconds: a night with many calls is no herd of questions from every desk. */
const pause = 1_000
/** Desks that are told at the same moment do not all ask at the same moment. */
const spread = 120

/** 待并入, as the server finds them; asked again when the server says that something has changed about them. Nothing where one may not join. */
export function useJoinable(desk: Pick<Desk, 'code' | 'group'>) {
  const told = desk.group.view<{ revision: number }>('joinable')
  const revision = () => told.get(desk.code)?.revision
  const asked = useAsked(async () =>
    mayJoin() ? await answer(() => api.GET('/api/incidents/joinable', { params: { query: { after: revision() } } })) : undefined,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  function soon() {
    const wait = Math.max(0, asked.at.value + pause - Date.now()) + Math.random() * spread
    timer ??= setTimeout(() => {
      timer = undefined
      void asked.ask()
    }, wait)
  }
  watch(revision, (now) => now !== undefined && mayJoin() && soon())
  onScopeDispose(() => clearTimeout(timer))
  return asked
}

/** 0007 of 浉河-2026-0007: what is said across a room. */
export const rankOf = (number: string) => number.slice(number.lastIndexOf('-') + 1)
export const join = (id: string, into: string) =>
  answer(() => api.POST('/api/incidents/{id}/join', { params: { path: { id } }, body: { into } }))
export const split = (id: string) => answer(() => api.POST('/api/incidents/{id}/split', { params: { path: { id } } }))
