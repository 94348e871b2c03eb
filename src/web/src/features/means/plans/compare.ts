import { same, type Card, type Step } from './plans'

export type Kind = 'same' | 'new' | 'changed' | 'gone'
export type Row = { id: string; kind: Kind; before?: Step; after?: Step }

/** Two versions of a card, step by step: in the new order, removed steps in their old place. */
export function compare(before: Card | undefined, after: Card | undefined): Row[] {
  const [was, is] = [before?.steps ?? [], after?.steps ?? []]
  const rows: Row[] = is.map((step) => {
    const old = was.find((one) => one.id === step.id)
    return old
      ? { id: step.id, kind: same(old, step) ? 'same' : 'changed', before: old, after: step }
      : { id: step.id, kind: 'new', after: step }
  })
  was.forEach((step, i) => {
    if (is.some((one) => one.id === step.id)) return
    const above = rows.findIndex((row) => row.id === was[i - 1]?.id)
    rows.splice(above + 1, 0, { id: step.id, kind: 'gone', before: step })
  })
  return rows
}

/** Numbers of new, changed, removed and unchanged steps. */
export function counted(rows: readonly Row[]): Record<Kind, number> {
  const counts = { same: 0, new: 0, changed: 0, gone: 0 }
  for (const row of rows) counts[row.kind]++
  return counts
}
