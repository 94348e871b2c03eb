import type { HandoverLight, IncidentLight, OrderLight, TaskLight } from '@/base/lights/lights'
import type { Schemas } from '@/base/wire/schemas'
import type { Entry } from '@/kit/moments/entries'

/** An incident as it stood at a moment, as the server folds it. Positions of teams are stored nowhere. */
export type Moment = {
  /** Milliseconds since 1970. */
  upTo: number
  light: IncidentLight
  area: Schemas['IncidentThen']['area']
  cards: number
  figures: Schemas['FiguresLight'] | undefined
  tasks: ReadonlyMap<string, TaskLight>
  /** Holders of the tasks that somebody had in hand. */
  holders: ReadonlyMap<string, Schemas['HolderShown']>
  orders: ReadonlyMap<string, OrderLight>
  handovers: ReadonlyMap<string, HandoverLight>
  persons: ReadonlyMap<string, Schemas['PersonLight']>
}

export const momentOf = (then: Schemas['IncidentThen'], upTo: number): Moment => ({
  upTo,
  light: then.incident,
  area: then.area,
  cards: then.cards,
  figures: then.figures ?? undefined,
  tasks: new Map(then.tasks.map((one) => [one.id, one])),
  holders: new Map(then.holders.map((one) => [one.task, one.holder])),
  orders: new Map(then.orders.map((one) => [one.key, one])),
  handovers: new Map(then.handovers.map((one) => [one.id, one])),
  persons: new Map(then.persons.map((one) => [one.personId, one])),
})

/**
 * The newest position at that time, for an opened incident; undefined until loaded.
 * The feed has the order of the journal: a slightly later event may stand before a slightly earlier one.
 */
export function positionAt(entries: readonly Entry[], upTo: number): number | undefined {
  const opened = entries.findIndex(({ form }) => form.startsWith('incident.opened.'))
  if (opened < 0) return undefined
  const last = entries.findLastIndex(({ at }) => Date.parse(at) <= upTo)
  return entries[Math.max(opened, last)]!.position
}
