import type { IncidentLight } from '@/base/lights/lights'

/** Values that decide the place on the board. */
export type Urgent = {
  id: string
  stage: IncidentLight['stage']
  grade?: IncidentLight['grade']
  openedAt: string
  help: number
  lateLife: number
  late: number
}

const grades = ['general', 'larger', 'major', 'extreme']
const gradeRank = (grade: Urgent['grade']) => (grade ? grades.indexOf(grade) : -1)
const over = (stage: Urgent['stage']) => (stage === 'active' ? 0 : 1)

/** Instants and ids are not words: comparing them by language rules takes far longer. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Below 0: a stands before b. Order: people who need help, late life-safety tasks, other late tasks, grade, age; contained last. */
export const moreUrgent = (a: Urgent, b: Urgent) =>
  over(a.stage) - over(b.stage) ||
  b.help - a.help ||
  b.lateLife - a.lateLife ||
  b.late - a.late ||
  gradeRank(b.grade) - gradeRank(a.grade) ||
  compare(a.openedAt, b.openedAt) ||
  compare(a.id, b.id)

const least = 10_000
/**
 * Order on the board: it changes at most every 10 s and never under the pointer or the focus. New ones stand at the end until then, ended
 * ones go at once.
 * @param shown ids in their current order
 * @param wanted ids in their wanted order
 */
export function steady(
  shown: readonly string[],
  wanted: readonly string[],
  changedAt: number,
  now: number,
  held: boolean,
): { order: string[]; changedAt: number } {
  const there = new Set(wanted)
  const known = new Set(shown)
  const kept = [...shown.filter((id) => there.has(id)), ...wanted.filter((id) => !known.has(id))]
  if (held || now - changedAt < least || kept.every((id, i) => id === wanted[i])) return { order: kept, changedAt }
  return { order: [...wanted], changedAt: now }
}
