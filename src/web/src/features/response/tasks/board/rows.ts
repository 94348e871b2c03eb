import type { Schemas } from '@/base/api/http'
import type { TaskLight } from '@/base/lights/lights'
import { isTaskOpen } from '@/base/lights/lights'

export type TaskShown = Schemas['TaskShown']
/** Tasks of one step in one community: seventeen doors of 逐户叫醒 are one row with its counts. */
export type TaskRow = {
  key: string
  text: string
  class: TaskLight['class']
  late: boolean
  nobody: number
  taken: number
  arrived: number
  done: number
  since: string
  due: string | null
  tasks: TaskShown[]
}

/** Rows, the late ones first, then life-safety, then by due time; done last. Lights are newer than loaded data and win. */
export function rowsOf(shown: readonly TaskShown[], lights: ReadonlyMap<string, TaskLight>): TaskRow[] {
  const rows = new Map<string, TaskRow>()
  for (const one of shown) {
    const light = lights.get(one.task.id) ?? one.task
    if (light.state === 'cancelled') continue
    const key = light.step ? `${light.community}/${light.card}/${light.step}` : light.id
    let row = rows.get(key)
    if (!row)
      rows.set(
        key,
        (row = {
          key,
          text: one.text ?? '',
          class: light.class,
          late: false,
          nobody: 0,
          taken: 0,
          arrived: 0,
          done: 0,
          since: light.openedAt,
          due: null,
          tasks: [],
        }),
      )
    row.tasks.push({ ...one, task: light })
    row.late ||= light.late
    if (light.state === 'open') row.nobody++
    else if (light.state === 'taken') row.taken++
    else if (light.state === 'arrived') row.arrived++
    else row.done++
    if (light.openedAt < row.since) row.since = light.openedAt
    if (light.state === 'open' && light.due && (!row.due || light.due < row.due)) row.due = light.due
  }
  const life = { life: 0, professional: 1, wait: 2 }
  const over = (row: TaskRow) => Number(!row.tasks.some((one) => isTaskOpen(one.task)))
  return [...rows.values()].sort(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      over(a) - over(b) ||
      life[a.class] - life[b.class] ||
      a.since.localeCompare(b.since) ||
      a.key.localeCompare(b.key),
  )
}
