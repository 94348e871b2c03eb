import type { Resident } from './record'

/** Which of a list are shown; empty: all. */
export type Filter = { kind: string; need: string; grid: string; unverified: string }
export const noFilter = (): Filter => ({ kind: '', need: '', grid: '', unverified: '' })

export const isIn = (one: Resident, { kind, need, grid, unverified }: Filter) =>
  (!kind || (one.kinds ?? []).includes(kind)) &&
  (!need || one.needs.includes(need)) &&
  (!grid || one.door.grid === grid) &&
  (!unverified || one.unverified)

/** What there is to choose, each with how many it would leave. */
export function countsOf(rows: readonly Resident[], of: (one: Resident) => readonly string[]): [code: string, count: number][] {
  const counts = new Map<string, number>()
  for (const row of rows) for (const code of of(row)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a.localeCompare(b, 'zh', { numeric: true }))
}

/** A filter as one word of the address. */
export const written = (filter: Filter) => new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString()
export function readOf(text: string): Filter {
  const said = new URLSearchParams(text)
  return {
    kind: said.get('kind') ?? '',
    need: said.get('need') ?? '',
    grid: said.get('grid') ?? '',
    unverified: said.get('unverified') ?? '',
  }
}
