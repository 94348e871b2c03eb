import type { Day } from '@/kit/parts/dates'
import { useForm, type Wrong } from '@/kit/parts/form'
import { t } from '@/base/words'

type Common<V> = {
  label: string
  hint?: string
  required?: boolean
  /** Shown and sent only while this holds. */
  when?: (values: V) => boolean
  /** First field of the form. */
  first?: true
}
type Line = { as: 'text' | 'area' | 'tel'; max: number }
type DayOf = { as: 'day'; min?: Day; max?: Day }
/** Several texts in one line, with 、 between them. */
type Lines = { as: 'lines' | 'phones'; max: number }
/** Drawn by the page in the slot `field-KEY`. */
type Own = { as: 'own' }
/** A choice from the API's values, each with its word; `only` lists those offered here. */
type One<E extends string> = { as: 'one'; of: Readonly<Record<E, string>>; only?: readonly E[] }
type Some<E extends string> = { as: 'some'; of: Readonly<Record<E, string>> }

type FieldAs<T> = [T] extends [string]
  ? string extends T
    ? Line | DayOf | One<string> | Own
    : One<T> | Own
  : [T] extends [number]
    ? { as: 'number' } | Own
    : [T] extends [boolean]
      ? { as: 'tick' } | Own
      : [T] extends [(infer E extends string)[]]
        ? string extends E
          ? Lines | Own
          : Some<E> | Own
        : Own
/** Fields that the API requires are required here too. */
type Needed<T> = undefined extends T ? unknown : null extends T ? unknown : T extends boolean ? unknown : { required: true }
/** Ids chosen from a list, drawn by the page: readonly, which tells them from several typed texts. */
export type Chosen = readonly string[]
/** A field for each property of a body of the API; a property that is new in the API has no field, and the compiler shows where. */
export type FieldsOf<B> = { readonly [K in keyof B & string]-?: Common<ValuesOf<B>> & FieldAs<NonNullable<B[K]>> & Needed<B[K]> }
type ValueOf<T> = [T] extends [string]
  ? string extends T
    ? string
    : T | undefined
  : [T] extends [number]
    ? number | undefined
    : [T] extends [(infer E extends string)[]]
      ? string extends E
        ? string
        : E[]
      : T
/** Values of the form: texts as typed, several of them as one line. */
export type ValuesOf<B> = { [K in keyof B & string]-?: ValueOf<NonNullable<B[K]>> }

type Drawn = Common<never> & { as: string }
const several = (line: string) =>
  line
    .split(/[、,，;；\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)
const drawn = <B>(fields: FieldsOf<B>) => Object.entries(fields) as [keyof B & string, Drawn][]
/** The fields that the form shows with its present values. */
export const fieldsShown = <B>(fields: FieldsOf<B>, values: ValuesOf<B>) =>
  drawn(fields).filter(([, field]) => !field.when || field.when(values as never))

const isEmpty = (field: Drawn, value: unknown) =>
  value === undefined || value === null || (field.as === 'lines' || field.as === 'phones' ? !several(String(value)).length : !filled(value))
const filled = (value: unknown) => (typeof value === 'string' ? value.trim() !== '' : !Array.isArray(value) || value.length > 0)

/** The body in the API's form: texts without blanks around them, empty or hidden values as null. */
export function bodyOf<B>(fields: FieldsOf<B>, values: ValuesOf<B>): B {
  const shown = new Map(fieldsShown(fields, values))
  const sent = drawn(fields).map(([name, field]) => {
    const value = values[name] as unknown
    if (field.as === 'lines' || field.as === 'phones') return [name, shown.has(name) ? several(String(value)) : []]
    if (!shown.has(name) || isEmpty(field, value)) return [name, null]
    return [name, typeof value === 'string' ? value.trim() : value]
  })
  return Object.fromEntries(sent) as B
}

/** Form value of several texts from the server: one line. */
export const lineOf = (texts: readonly string[] | null | undefined) => (texts ?? []).join('、')

/**
 * A form that follows a body of the API: its fields as data; missing values are shown at their fields before anything is sent, refusals of
 * the server after.
 * @param check the page's own further errors in the values
 */
export function useSchemaForm<B extends object>(
  fields: () => FieldsOf<B>,
  first: ValuesOf<B>,
  check: (values: ValuesOf<B>) => Wrong<ValuesOf<B>> = () => ({}),
) {
  const form = useForm<ValuesOf<B>>(first, (values) => {
    const needed = fieldsShown(fields(), values).filter(([name, field]) => field.required && isEmpty(field, values[name]))
    return { ...Object.fromEntries(needed.map(([name]) => [name, t('common.needed')])), ...check(values) } as Wrong<ValuesOf<B>>
  })
  return form
}
