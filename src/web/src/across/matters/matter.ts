import { answer, api, type Schemas } from '@/base/api/http'
import { comingDays } from '@/kit/parts/days'
import type { FieldsOf, ValuesOf } from '@/kit/parts/schema'
import { t } from '@/base/words'

export type Matters = Schemas['MattersShown']
export type Matter = Schemas['MatterShown']
export type Listed = Schemas['ListedMatter']
export type Kind = Matter['kind']
export type MatterBody = Schemas['NewMatter']
export const kinds = ['admission', 'assist', 'negative'] as const satisfies readonly Kind[]

const assists = (values: { kind?: string | undefined }) => values.kind === 'assist'
export const matterFields = (): FieldsOf<MatterBody> => ({
  kind: {
    as: 'one',
    label: t('matter.field.kind'),
    of: Object.fromEntries(kinds.map((one) => [one, t(`matter.kind.${one}`)])) as Record<Kind, string>,
    required: true,
  },
  title: { as: 'text', label: t('matter.field.title'), max: 200, required: true, first: true },
  code: { as: 'text', label: t('matter.field.code'), hint: t('matter.field.codeHint'), max: 40, required: true },
  department: { as: 'text', label: t('matter.field.department'), max: 100, required: true },
  document: { as: 'text', label: t('matter.field.document'), max: 100, required: true },
  money: { as: 'text', label: t('matter.field.money'), max: 200, when: assists },
  conditions: { as: 'area', label: t('matter.field.conditions'), max: 300, when: assists },
  from: { as: 'day', label: t('matter.field.from') },
  until: { as: 'day', label: t('matter.field.until'), hint: t('matter.field.untilHint'), required: true },
})
export const emptyMatter = (): ValuesOf<MatterBody> => ({
  kind: 'admission',
  title: '',
  code: '',
  department: '',
  document: '',
  money: '',
  conditions: '',
  from: comingDays(1)[0]!,
  until: '',
})
/** Money and conditions are required for a matter of assistance; the form's own fields cannot express this. */
export const wrongIn = ({ kind, money, conditions }: ValuesOf<MatterBody>) =>
  kind !== 'assist'
    ? {}
    : { ...(money.trim() ? {} : { money: t('matter.needed') }), ...(conditions.trim() ? {} : { conditions: t('matter.needed') }) }

const at = (county: string, matterId: string) => ({ params: { path: { county, matterId } } })
export const recordList = (county: string, body: Schemas['MatterList']) =>
  answer(() => api.POST('/api/lists/{county}', { params: { path: { county } }, body }))
export const applyMatter = (county: string, body: MatterBody) =>
  answer(() => api.POST('/api/lists/{county}/applications', { params: { path: { county } }, body }))
export const approveMatter = (county: string, id: string) =>
  answer(() => api.POST('/api/lists/{county}/applications/{matterId}/approve', at(county, id)))
export const refuseMatter = (county: string, id: string, reason: string) =>
  answer(() => api.POST('/api/lists/{county}/applications/{matterId}/refuse', { ...at(county, id), body: { reason } }))
export const stopMatter = (county: string, id: string, reason: string) =>
  answer(() => api.POST('/api/lists/{county}/applications/{matterId}/stop', { ...at(county, id), body: { reason } }))
export const takeOff = (county: string, { kind, code }: Listed) =>
  answer(() => api.POST('/api/lists/{county}/take-off', { params: { path: { county } }, body: { kind, code } }))
export const adjustLists = (county: string, document: string) =>
  answer(() => api.POST('/api/lists/{county}/adjust', { params: { path: { county } }, body: { document } }))
