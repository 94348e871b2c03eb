import type { Schemas } from '@/base/wire/schemas'

/** The kinds of hazards before the server's own table is loaded: only the phone's first minutes need it. */
export const usualKinds: readonly Schemas['HazardKindShown'][] = [
  { code: 'fire-passage', owner: 'property', days: 3 },
  { code: 'fire-device', owner: 'property', days: 7 },
  { code: 'charging', owner: 'property', days: 3 },
  { code: 'wiring', owner: 'power', days: 3 },
  { code: 'gas', owner: 'gas', days: 1 },
  { code: 'facade', owner: 'housing', days: 7 },
  { code: 'manhole', owner: 'urban', days: 3 },
  { code: 'water', owner: 'urban', days: 7 },
  { code: 'other', owner: 'other', days: 7 },
]
