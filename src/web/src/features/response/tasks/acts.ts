import { postTo } from '@/base/api/address'
import type { Schemas } from '@/base/api/http'
import type { NewAct } from '@/kit/outbox/useOutbox'
import { t } from '@/base/words'

type Task = Schemas['TaskShown']
export type TaskAct = 'take' | 'arrive' | 'finish' | 'decline' | 'hand-on'

const pathTo = (id: string, taskId: string): Record<TaskAct, string> => ({
  take: postTo('/api/incidents/{id}/tasks/{taskId}/take', { id, taskId }),
  arrive: postTo('/api/incidents/{id}/tasks/{taskId}/arrive', { id, taskId }),
  finish: postTo('/api/incidents/{id}/tasks/{taskId}/finish', { id, taskId }),
  decline: postTo('/api/incidents/{id}/tasks/{taskId}/decline', { id, taskId }),
  'hand-on': postTo('/api/incidents/{id}/tasks/{taskId}/hand-on', { id, taskId }),
})

/** 我来, 到了, 办完, 办不了, 转给…: sent to the server in the order in which they were done. */
export const taskAct = (task: Task, what: TaskAct, body: unknown = {}): NewAct => ({
  entity: `task/${task.task.id}`,
  incident: task.task.incident,
  path: pathTo(task.task.incident, task.task.id)[what],
  body,
  label: { word: 'outbox.task', values: { what: t(`task.act.${what}`), title: task.text ?? '' } },
  marks: [],
})

/** A task's acts that wait on this phone: the server's state of the task is older than they are. */
export const waitingActs = (acts: readonly { entity: string; path: string }[], task: Task) =>
  acts.filter((act) => act.entity === `task/${task.task.id}`).map((act) => act.path.slice(act.path.lastIndexOf('/') + 1) as TaskAct)
