import { owned } from '@/base/session/session'

/** A line of a picker: the shown text, and the searched words. */
export type Choosable = { id: string; title: string; note: string; onDuty: boolean }

const kept = 5
const lists = owned(() => new Map<string, string[]>())

/**
 * Ids chosen last in pickers of this name, the newest first; `now` is the current choice. Ids alone, and only as long as the user is signed
 * in.
 */
export function recentOf(name: string, now?: string): readonly string[] {
  const before = lists().get(name) ?? []
  if (now === undefined) return before
  const next = [now, ...before.filter((one) => one !== now)].slice(0, kept)
  lists().set(name, next)
  return next
}

/** People on duty first, then the last choices, then the given order. */
export function choosableFirst<T extends Choosable>(all: readonly T[], recent: readonly string[]): T[] {
  const weight = (one: T) => (recent.includes(one.id) ? recent.indexOf(one.id) : kept)
  return [...all].sort((a, b) => Number(b.onDuty) - Number(a.onDuty) || weight(a) - weight(b))
}

/** Lines that contain all typed words, in whatever order. */
export function matching<T extends Choosable>(all: readonly T[], typed: string): T[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((one) => words.every((word) => `${one.title} ${one.note}`.toLowerCase().includes(word)))
}
