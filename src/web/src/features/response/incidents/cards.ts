import { grouped } from '@/kit/parts/grouped'
import { isOpen, type FiguresLight, type IncidentLight } from '@/base/lights/lights'
import type { Schemas } from '@/base/api/http'
import { help, sum, unsettled, type Figures } from './figures'
import { countLate, reds, type Late } from './late'
import { moreUrgent, type Urgent } from './urgency'

export type Shown = Schemas['IncidentShown']
/** An incident as the board, the map and the strip show it. */
export type Card = {
  id: string
  light: IncidentLight
  shown: Shown | undefined
  told: boolean
  figures: Figures | undefined
  unsettled: number
  help: number
  late: number
  lateLife: number
  red: boolean
  look: 'urgent' | 'plain' | 'contained'
}
type Cards = ReadonlyMap<string, Card>
type Sources = {
  lights: Iterable<readonly [string, IncidentLight]>
  figures: Iterable<FiguresLight>
  late: readonly Late[]
  texts: ReadonlyMap<string, Shown>
  told: ReadonlySet<string>
}

/**
 * Makes the cards of a desk. An unchanged card is the same object as before, and so is the map of all where no card changed: nothing is
 * then drawn or sorted again.
 */
export function makingCards() {
  const summed = summing()
  let before: Cards = new Map()
  return ({ lights, figures, late, texts, told }: Sources): Cards => {
    const [byIncident, lateBy] = [byIncidentOf(figures), byIncidentOf(late)]
    const of = (id: string) => {
      const mine = byIncident.get(id)
      return mine && summed(id, mine)
    }
    const all = new Map<string, Card>()
    for (const [id, light] of lights) {
      if (!isOpen(light)) continue
      const [total, here] = [of(id), lateBy.get(id)]
      const [lateNow, needing] = [here ? countLate(here) : 0, help(total)]
      const look = light.stage !== 'active' ? 'contained' : lateNow || needing ? 'urgent' : 'plain'
      all.set(id, {
        id,
        light,
        shown: texts.get(id),
        told: told.has(id),
        figures: total,
        unsettled: unsettled(total),
        help: needing,
        late: lateNow,
        lateLife: here ? countLate(here.filter((one) => one.life)) : 0,
        red: false,
        look,
      })
    }
    // Only the most urgent ones with something late are red; the others show a count. Cards of people who need help always stand out.
    const lates = [...lateBy.keys()].flatMap((id) => all.get(id) ?? []).filter((card) => card.late)
    for (const { id } of lates.map(urgent).sort(moreUrgent).slice(0, reds)) all.get(id)!.red = true
    for (const card of lates) if (card.look === 'urgent' && !card.red && !card.help) card.look = 'plain'
    return (before = kept(before, all))
  }
}

const fields = [
  'light',
  'shown',
  'told',
  'figures',
  'unsettled',
  'help',
  'late',
  'lateLife',
  'red',
  'look',
] as const satisfies readonly (keyof Card)[]

/** The current cards, each unchanged one as the same object. */
export function kept(before: Cards, now: Map<string, Card>): Cards {
  let same = before.size === now.size
  for (const [id, card] of now) {
    const known = before.get(id)
    if (known && fields.every((name) => known[name] === card[name])) now.set(id, known)
    else same = false
  }
  return same ? before : now
}

/** The figures of an incident over its communities, summed again only where one of them has changed. */
export function summing() {
  const known = new Map<string, { lights: readonly FiguresLight[]; total: Figures | undefined }>()
  return (id: string, lights: readonly FiguresLight[]) => {
    const last = known.get(id)
    if (last && last.lights.length === lights.length && last.lights.every((one, at) => one === lights[at])) return last.total
    const total = sum(lights)
    known.set(id, { lights, total })
    return total
  }
}

/** Values that decide a card's place; computed once for a card. */
const places = new WeakMap<Card, Urgent>()
function urgent(card: Card): Urgent {
  const known = places.get(card)
  if (known) return known
  const { id, light, help, lateLife, late } = card
  const made = { id, stage: light.stage, grade: light.grade ?? null, openedAt: light.openedAt, help, lateLife, late }
  places.set(card, made)
  return made
}

/** Ids by urgency. Sorted from the previous order: few of very many have moved. */
export function ordering() {
  let before: readonly string[] = []
  return (cards: Cards): readonly string[] => {
    const standing = before.flatMap((id) => cards.get(id) ?? [])
    const known = new Set(before)
    const all = standing.length === cards.size ? standing : [...standing, ...[...cards.values()].filter((card) => !known.has(card.id))]
    return (before = all
      .map(urgent)
      .sort(moreUrgent)
      .map((one) => one.id))
  }
}

const byIncidentOf = <T extends { incident: string }>(all: Iterable<T>) => grouped(all, (one) => one.incident)
