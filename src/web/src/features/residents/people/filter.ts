/** Filter of a list; empty: all. */
export type Filter = {
  kind: string
  need: string
  grid: string
  building: string
  unverified: string
  due: string
  ask: string
  visitDue: string
  visitAsks: string
}
export const noFilter = (): Filter => ({
  kind: '',
  need: '',
  grid: '',
  building: '',
  unverified: '',
  due: '',
  ask: '',
  visitDue: '',
  visitAsks: '',
})

/** A filter as one word of the address. */
export const written = (filter: Filter) => new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString()
export function readOf(text: string): Filter {
  const said = new URLSearchParams(text)
  const all = noFilter()
  for (const field of Object.keys(all) as (keyof Filter)[]) all[field] = said.get(field) ?? ''
  return all
}

/** A filter as query parameters. */
export const asked = ({ kind, need, grid, building, unverified, due, ask, visitDue, visitAsks }: Filter) => ({
  kind: kind || null,
  need: need || null,
  grid: grid || null,
  building: building || null,
  unverified: !!unverified,
  due: !!due,
  ask: !!ask,
  visitDue: !!visitDue,
  visitAsks: !!visitAsks,
})
