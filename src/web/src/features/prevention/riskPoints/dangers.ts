import { answer, api, type Schemas } from '@/base/api/http'

export type Hazard = Schemas['HazardItem']
export type Stage = Schemas['HazardStage']
export type Owner = Schemas['HazardOwnerKind']
export type RiskPoint = Schemas['RiskPointItem']
export type Patrol = Schemas['PatrolItem']
export type Stop = Schemas['PatrolStopShown']

export const levels = ['low', 'general', 'larger', 'major'] as const satisfies readonly Schemas['HazardLevel'][]
export const guards = ['none', 'cordon', 'watch'] as const satisfies readonly Schemas['HazardGuard'][]
export const owners = [
  'property',
  'resident',
  'unit',
  'street',
  'housing',
  'urban',
  'fire',
  'gas',
  'power',
  'water',
  'lift',
  'geology',
  'community',
  'other',
] as const satisfies readonly Owner[]
export const units = ['rain-mm-per-hour', 'water-cm', 'crack-mm', 'sign'] as const satisfies readonly Schemas['RiskUnit'][]
export const stopKinds = ['other', 'hydrant', 'device', 'shelter', 'risk-point', 'hazard'] as const satisfies readonly Schemas['StopKind'][]

/** The columns of the board, each with the stages that stand in it. */
export const columns = [
  { key: 'reported', of: ['reported'] },
  { key: 'found', of: ['found'] },
  { key: 'assigned', of: ['assigned', 'returned'] },
  { key: 'mending', of: ['mending'] },
  { key: 'mended', of: ['mended', 'checked'] },
  { key: 'closed', of: ['closed'] },
] as const satisfies readonly { key: string; of: readonly Stage[] }[]

/** Place of a hazard, in words. */
export const placeOf = (one: Pick<Hazard, 'building' | 'where' | 'grid'>) =>
  [one.building, one.where].filter(Boolean).join(' ') || one.grid || ''

/** True for a real date: an entry from a file without one has a year before any typed day. */
export const isDated = (at: string) => at > '1950'

const at = (one: Hazard) => ({ params: { path: { code: one.community, hazardId: one.id } } })

/** The acts on one hazard. */
export const acts = {
  take: (one: Hazard, body: Schemas['NewHazard']) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/take', { ...at(one), body })),
  drop: (one: Hazard, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/drop', { ...at(one), body: { words } })),
  guard: (one: Hazard, guard: Schemas['HazardGuard']) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/guard', { ...at(one), body: { guard } })),
  assign: (one: Hazard, body: Schemas['NewOwner']) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/assign', { ...at(one), body })),
  accept: (one: Hazard) => answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/accept', at(one))),
  refuse: (one: Hazard, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/return', { ...at(one), body: { words } })),
  mend: (one: Hazard, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/mend', { ...at(one), body: { words: words || null } })),
  check: (one: Hazard, good: boolean, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/check', { ...at(one), body: { good, words: words || null } })),
  close: (one: Hazard, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/close', { ...at(one), body: { words: words || null } })),
  reopen: (one: Hazard, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/reopen', { ...at(one), body: { words } })),
  incident: (one: Hazard) => answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/incident', at(one))),
  answerProposal: (one: Hazard, taken: boolean, words: string) =>
    answer(() => api.POST('/api/communities/{code}/hazards/{hazardId}/proposal', { ...at(one), body: { taken, words: words || null } })),
}
