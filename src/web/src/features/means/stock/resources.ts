import { answer, api, type Schemas } from '@/base/api/http'
import type { FieldsOf, ValuesOf } from '@/kit/parts/schema'
import { t } from '@/base/words'
import type { ActOf, AnyAct } from './store'

export type Resource = Schemas['ResourceShown']
type NewResource = Schemas['NewResource']

export const kinds = ['vehicle', 'generator', 'key', 'service-point', 'hall', 'car-park', 'phone'] as const
const kindWords = () => Object.fromEntries(kinds.map((one) => [one, t(`resource.kind.${one}`)])) as Record<(typeof kinds)[number], string>

const fields = (): FieldsOf<NewResource> => ({
  kind: { as: 'one', label: t('resource.field.kind'), of: kindWords(), required: true },
  name: { as: 'text', label: t('resource.field.name'), hint: t('resource.field.nameHint'), max: 60, required: true, first: true },
  unit: { as: 'text', label: t('resource.field.unit'), max: 60, required: true },
  phone: { as: 'tel', label: t('resource.field.phone'), hint: t('resource.field.phoneHint'), max: 40 },
  place: { as: 'text', label: t('resource.field.place'), max: 100, required: true },
  contact: { as: 'text', label: t('resource.field.contact'), hint: t('resource.field.contactHint'), max: 60 },
  hours: { as: 'text', label: t('resource.field.hours'), max: 60 },
  paper: { as: 'text', label: t('resource.field.paper'), max: 60 },
  from: { as: 'day', label: t('resource.field.from') },
  until: { as: 'day', label: t('resource.field.until') },
  seen: { as: 'own', label: '', when: () => false },
})

/** Adds or changes a usable resource. */
export function keepResource(code: string, one?: Resource): AnyAct {
  const act: ActOf<NewResource> = {
    title: one ? t('resource.changeOf', { name: one.name }) : t('resource.enter'),
    submit: t('store.save'),
    fields,
    first: {
      kind: one?.kind ?? 'generator',
      name: one?.name ?? '',
      unit: one?.unit ?? '',
      phone: one?.phone ?? '',
      place: one?.place ?? '',
      contact: '',
      hours: one?.hours ?? '',
      paper: one?.paper ?? '',
      from: one?.from ?? '',
      until: one?.until ?? '',
      seen: undefined,
    } as ValuesOf<NewResource>,
    send: (body) =>
      one
        ? answer(() =>
            api.POST('/api/stores/{code}/resources/{resource}/change', {
              params: { path: { code, resource: one.id } },
              body: { ...body, seen: one.version },
            }),
          )
        : answer(() => api.POST('/api/stores/{code}/resources', { params: { path: { code } }, body })),
  }
  return act as unknown as AnyAct
}
export const endResource = (code: string, one: Resource) =>
  answer(() => api.POST('/api/stores/{code}/resources/{resource}/end', { params: { path: { code, resource: one.id } } }))
