import { answer, api, type Schemas } from '@/base/api/http'

export type Change = Schemas['DivisionChangeShown']
export type Thing = Schemas['ThingShown']
export type Done = Schemas['DivisionChangeDone']

/** It goes nowhere and stays as history. */
export const ends = ''
/** Values of the select for no choice yet, and for several different ones. */
export const [unsaid, mixed] = ['?', '*']

const at = (street: string) => ({ params: { path: { street } } })
export const openChange = (street: string, body: Schemas['NewDivisionChange']) =>
  answer(() => api.POST('/api/streets/{street}/division-change', { ...at(street), body }))
export const sayWhere = (street: string, things: readonly Thing[], to: string) =>
  answer(() =>
    api.POST('/api/streets/{street}/division-change/say', {
      ...at(street),
      body: { things: things.map((one) => one.thing), ...(to === unsaid ? {} : { to }) },
    }),
  )
export const dropChange = (street: string) => answer(() => api.POST('/api/streets/{street}/division-change/drop', at(street)))
export const askChange = (street: string) => answer(() => api.POST('/api/streets/{street}/division-change/ask', at(street)))

/** In this order on the page: people first. */
const kinds = [
  'household',
  'person',
  'member',
  'lot',
  'plan',
  'shelter',
  'hazard',
  'risk',
  'patrol',
  'schedule',
  'ground',
  'grid',
  'party',
  'resource',
  'account',
] as const
export type Kind = (typeof kinds)[number]

export type Group = { key: string; from: string; name: string; things: Thing[] }
export type OfKind = { kind: Kind; things: Thing[]; groups: Group[] }

/** Groups things by kind, and each kind by building, else by grid, so that many are assigned with one choice. */
export const byKind = (things: readonly Thing[]): OfKind[] =>
  kinds
    .map((kind) => {
      const mine = things.filter((one) => one.kind === kind)
      const groups = new Map<string, Group>()
      for (const one of mine) {
        const name = one.building ?? one.grid ?? ''
        const key = `${one.from}/${name}`
        const group = groups.get(key) ?? { key, from: one.from, name, things: [] }
        group.things.push(one)
        groups.set(key, group)
      }
      return { kind, things: mine, groups: [...groups.values()] }
    })
    .filter((one) => one.things.length > 0)

/** Common destination of all these things: a code, nowhere, not chosen, or mixed. */
export function whereAll(things: readonly Thing[]): string {
  const said = new Set(things.map((one) => one.to ?? unsaid))
  return said.size === 1 ? [...said][0]! : mixed
}

export const unsaidOf = (things: readonly Thing[]) => things.filter((one) => one.to == null).length
