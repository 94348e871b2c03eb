import { computed, ref, watch } from 'vue'
import type { Schemas } from '@/base/api/http'
import { useHere } from '@/features/response/doors/here'
import { useOutbox } from '@/kit/outbox/useOutbox'
import { useEach } from '@/kit/queries/each'
import { useRead } from '@/kit/queries/read'
import { waitingActs, type TaskAct } from './acts'

export type Mine = Schemas['MyTaskShown'] & { acts: TaskAct[]; state: 'open' | 'mine' | 'arrived' }
/** A task that was the user's to answer, and is no more. `by`: its present holder, undefined until loaded. */
export type Gone = { id: string; title: string; by: string | undefined }
/** States in which somebody has it, or had it until it was done. */
const inHands: ReadonlySet<string> = new Set(['taken', 'arrived', 'done'])
/** Number of those that are shown. */
const remembered = 3

/** The user's tasks as the phone shows them: the server's state, with the acts done here since. */
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

  const left = ref<{ id: string; incident: string; title: string }[]>([])
  watch(
    () => tasks.data?.items,
    (now, before) => {
      if (!now || !before) return
      const done = new Set([...unsent.value, ...taken.value.map((one) => one.act)].map((act) => act.entity))
      const gone = before
        .filter((one) => !one.task.mine && !now.some((other) => other.task.task.id === one.task.task.id))
        .filter((one) => !done.has(`task/${one.task.task.id}`))
        .map(({ task }) => ({ id: task.task.id, incident: task.task.incident, title: task.text ?? '' }))
      left.value = [...gone, ...left.value].slice(0, remembered)
    },
  )
  /** Present holder of each: loaded until it is answered, or refused for good. */
  const asked = useEach(
    () => left.value.map((one) => one.id),
    (id) => {
      const { incident } = left.value.find((one) => one.id === id)!
      return useRead('/api/incidents/{id}/tasks/{taskId}', () => ({ path: { id: incident, taskId: id } }))
    },
  )
  const gone = computed<Gone[]>(() =>
    left.value.flatMap(({ id, title }) => {
      const { data: known, refused } = asked.get(id) ?? {}
      if (!known && !refused) return []
      if (known && !inHands.has(known.task.state)) return []
      return [{ id, title, by: known && (known.holder?.name ?? known.holder?.role ?? '') }]
    }),
  )
  return { all, inHand, ringing, gone }
}
