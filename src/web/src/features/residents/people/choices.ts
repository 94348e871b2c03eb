import { kinds, needs } from '@/kit/signs/symbols'
import { wordOr } from '@/base/words'

/** Drawn where no need is known; these are not needs of a register. */
const drawn: ReadonlySet<string> = new Set(['child', 'elder', 'person'])

export const kindChoices = () => kinds.map(({ name }) => ({ value: name, text: wordOr(`door.kind.${name}`, name) }))
export const needChoices = () =>
  needs.filter(({ name }) => !drawn.has(name)).map(({ name }) => ({ value: name, text: wordOr(`door.need.${name}`, name) }))

/** Kinds that follow from a need, whatever else is entered; they are asked nowhere beside the need. */
const byNeed: Readonly<Record<string, string>> = { oxygen: 'home-oxygen', escort: 'escort' }
const ofNeeds: ReadonlySet<string> = new Set(Object.values(byNeed))

/** Choices for kinds and needs, in one field. */
export const whatChoices = () => [
  ...kindChoices()
    .filter(({ value }) => !ofNeeds.has(value))
    .map(({ value, text }) => ({ value: `kind.${value}`, text })),
  ...needChoices().map(({ value, text }) => ({ value: `need.${value}`, text })),
]
export function whatSaid(chosen: readonly string[]): { kinds: string[]; needs: string[] } {
  const of = (space: string) => chosen.filter((one) => one.startsWith(`${space}.`)).map((one) => one.slice(space.length + 1))
  const needs = of('need')
  return { kinds: [...of('kind'), ...needs.flatMap((need) => byNeed[need] ?? [])], needs }
}
