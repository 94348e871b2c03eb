import type { Schemas } from '@/api/http'
import type { NewAct } from '@/outbox/useOutbox'
import { t } from '@/words'

type Task = Schemas['TaskShown']
export type TaskAct = 'take' | 'arrive' | 'finish' | 'decline' | 'hand-on'

/** 我来, 到了, 办完, 办不了, 转给…: told to the server in the order in which they were done. */
export const taskAct = (task: Task, what: TaskAct, body: unknown = {}): NewAct => ({
  entity: `task/${task.task.id}`,
  incident: task.task.incident,
  path: `/api/incidents/${task.task.incident}/tasks/${task.task.id}/${what}`,
  body,
  label: { word: 'outbox.task', values: { what: t(`task.act.${what}`), title: task.text ?? '' } },
  marks: [],
})

/** Which of its acts wait on this phone: what the server says of the task is older than they are. */
export const waitingActs = (acts: readonly { entity: string; path: string }[], task: Task) =>
  acts.filter((act) => act.entity === `task/${task.task.id}`).map((act) => act.path.slice(act.path.lastIndexOf('/') + 1) as TaskAct)
