import { computed, shallowRef, watch } from 'vue'
import { answer, api, type Schemas } from '@/api/http'
import { useHere } from '@/doors/here'
import { useOutbox } from '@/outbox/useOutbox'
import { waitingActs, type TaskAct } from './acts'

export type Mine = Schemas['MyTaskShown'] & { acts: TaskAct[]; state: 'open' | 'mine' | 'arrived' }
/** A task that was one's own to answer, and is somebody else's now. */
export type Gone = { id: string; title: string; by: string }

/** One's tasks as the phone shows them: what the server says, with what was done here since. */
export function useMine() {
  const { tasks } = useHere()
  const { unsent, taken } = useOutbox()
  const all = computed<Mine[]>(() => {
    const pending = [...unsent.value.filter((one) => !one.refused), ...taken.value.map((one) => one.act)]
    return (tasks.data?.items ?? []).flatMap((one) => {
      const acts = waitingActs(pending, one.task)
      if (acts.some((act) => act === 'finish' || act === 'decline' || act === 'hand-on')) return []
      const state =
        one.task.task.state === 'arrived' || acts.includes('arrive') ? 'arrived' : one.task.mine || acts.includes('take') ? 'mine' : 'open'
      return [{ ...one, acts, state } as Mine]
    })
  })
  const inHand = computed(() => all.value.filter((one) => one.state !== 'open'))
  const ringing = computed(() => all.value.filter((one) => one.state === 'open' && one.task.task.class === 'life'))

  const gone = shallowRef<Gone[]>([])
  watch(
    () => tasks.data?.items,
    async (now, before) => {
      if (!now || !before) return
      const left = before.filter((one) => !one.task.mine && !now.some((other) => other.task.task.id === one.task.task.id))
      const mine = new Set(unsent.value.concat(taken.value.map((one) => one.act) as never[]).map((act) => act.entity))
      for (const one of left) {
        if (mine.has(`task/${one.task.task.id}`)) continue
        const { incident, id } = one.task.task
        const known = await answer(() =>
          api.GET('/api/incidents/{id}/tasks/{taskId}', { params: { path: { id: incident, taskId: id } } }),
        ).catch(() => null)
        if (known && !['taken', 'arrived', 'done'].includes(known.task.state)) continue
        gone.value = [
          { id, title: one.task.text ?? '', by: known?.holder ? (known.holder.name ?? known.holder.role) : '' },
          ...gone.value,
        ].slice(0, 3)
      }
    },
  )
  return { all, inHand, ringing, gone }
}
