import type { Schemas } from '@/base/api/http'

/** A case that was sent to civil affairs. */
export type Row = { light: Schemas['CareLight']; row: Schemas['CareRow'] }
/** Lawful act that a row asks for. */
export type Doing = 'take' | 'refuse' | 'opinion' | 'clear' | 'see'

export const actsOf = ({ light }: Row): readonly Doing[] => {
  if (light.ask?.of === 'guardianship') return ['take', 'refuse']
  if (light.ask) return ['opinion']
  return light.harmSuspected ? ['clear'] : light.seen?.includes('civil-affairs') ? [] : ['see']
}
