import { kinds, needs } from '@/signs/symbols'
import { wordOr } from '@/words'

/** Drawn where no need is known; no needs of a register. */
const drawn: ReadonlySet<string> = new Set(['child', 'elder', 'person'])

export const kindChoices = () => kinds.map(({ name }) => ({ value: name, text: wordOr(`door.kind.${name}`, name) }))
export const needChoices = () =>
  needs.filter(({ name }) => !drawn.has(name)).map(({ name }) => ({ value: name, text: wordOr(`door.need.${name}`, name) }))
