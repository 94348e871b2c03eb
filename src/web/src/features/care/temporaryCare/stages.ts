import type { Schemas } from '@/base/api/http'
import type { Act } from '@/kit/outbox/act'

export type CareLight = Schemas['CareLight']
export type CareStage = Schemas['CareStage']

/** The stage of a case including acts done here: the next step is offered at once, also without network. */
export function stageWith(one: CareLight, acts: readonly Pick<Act, 'entity' | 'path'>[]): CareStage {
  return acts
    .filter((act) => act.entity === `care/${one.person}`)
    .reduce<CareStage>((stage, { path }) => {
      if (stage === 'ended' || path.endsWith('/exit')) return 'ended'
      if (path.endsWith('/arrange')) return 'arranged'
      return path.endsWith('/name-adult') && stage === 'opened' ? 'adult-there' : stage
    }, one.stage)
}
