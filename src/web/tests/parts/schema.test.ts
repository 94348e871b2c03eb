import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Refused } from '@/base/api/http'
import SchemaForm from '@/kit/parts/SchemaForm.vue'
import { bodyOf, useSchemaForm, type Chosen, type FieldsOf, type ValuesOf } from '@/kit/parts/schema'
import type { Schemas } from '@/base/api/http'
import { focused } from './making'

type Body = {
  name?: string | null
  how?: 'moved' | 'died' | null
  role: 'a' | 'b' | 'c' | 'd' | 'e'
  where?: string | null
  phones?: string[] | null
  needs?: ('x' | 'y')[] | null
  floor?: number | null
}
const fields: FieldsOf<Body> = {
  name: { as: 'text', label: 'Name', max: 10, required: true },
  how: { as: 'one', label: 'How', of: { moved: 'moved', died: 'died' }, required: true },
  role: { as: 'one', label: 'Role', of: { a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }, only: ['a', 'b', 'c', 'd', 'e'], required: true },
  where: { as: 'text', label: 'Where', max: 20, when: ({ how }) => how !== 'died' },
  phones: { as: 'phones', label: 'Phones', max: 100 },
  needs: { as: 'some', label: 'Needs', of: { x: 'X', y: 'Y' } },
  floor: { as: 'number', label: 'Floor' },
}
const first = (): ValuesOf<Body> => ({ name: '', how: 'moved', role: 'a', where: ' 例街 ', phones: '', needs: [], floor: undefined })

/** A form over these fields, as a page has it. */
function formOf<B extends object>(of: FieldsOf<B>, begin: ValuesOf<B>, send: (body: B) => Promise<unknown>, slots: object = {}) {
  let form!: ReturnType<typeof useSchemaForm<B>>
  const Page = defineComponent({
    setup() {
      form = useSchemaForm<B>(() => of, begin)
      return () => h(SchemaForm as never, { fields: of, form, send, submit: 'keep', prefix: 'one' } as never, slots)
    },
  })
  return { box: mount(Page, { attachTo: document.body }), form }
}
const filled = (send: (body: Body) => Promise<unknown>) => formOf<Body>(fields, first(), send)

it('a body is drawn by the types that its fields have, each with its name', () => {
  const { box } = filled(async () => undefined)
  expect(box.get('[name=one-name]').attributes('required')).toBeDefined()
  expect(box.findAll('fieldset.choice button').map((one) => one.text())).toEqual(['moved', 'died'])
  expect(box.get('select[name=one-role]').findAll('option')).toHaveLength(5)
  expect(box.get('[name=one-phones]').attributes('type')).toBe('tel')
  expect(box.get('[name=one-floor]').attributes('type')).toBe('number')
  expect(box.findAll('[type=checkbox][name=one-needs]')).toHaveLength(2)
  for (const one of box.findAll('input:not([type=checkbox]), select'))
    expect(box.find(`label[for="${one.attributes('id')}"]`).exists(), one.attributes('name')).toBe(true)
  box.unmount()
})

it('what is needed is said at its field before anything is sent, and the focus goes there', async () => {
  const send = vi.fn(async () => undefined)
  const { box, form } = filled(send)
  expect(form.dirty.value).toBe(false)
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(send).not.toHaveBeenCalled()
  expect(focused('name')).toBe('one-name')
  expect(box.findAll('.refusal')).toHaveLength(1)
  await box.get('[name=one-name]').setValue('  乐拟  ')
  expect(form.dirty.value).toBe(true)
  await box.get('[name=one-phones]').setValue('139、 138；')
  await box.get('[name=one-floor]').setValue('3')
  await box.findAll('[name=one-needs]')[1]!.trigger('change')
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(send).toHaveBeenCalledWith({
    name: '乐拟',
    how: 'moved',
    role: 'a',
    where: '例街',
    phones: ['139', '138'],
    needs: ['y'],
    floor: 3,
  })
  expect(form.dirty.value).toBe(false)
  box.unmount()
})

it('a field that is not shown is not sent', async () => {
  const { box } = filled(async () => undefined)
  expect(box.find('[name=one-where]').exists()).toBe(true)
  await box.findAll('fieldset.choice button')[1]!.trigger('click')
  expect(box.find('[name=one-where]').exists()).toBe(false)
  expect(bodyOf(fields, { ...first(), how: 'died' })).toMatchObject({ where: null, name: null, needs: null, floor: null, phones: [] })
  box.unmount()
})

it('what the server holds against a field stands at it, wherever in the body it lies; the rest below', async () => {
  let facts = ['$.person.phones[1]: at most 11 characters', '$.name: needed']
  const { box } = filled(() => Promise.reject(new Refused(400, 'request.bad', 'not so', [], facts)))
  await box.get('[name=one-name]').setValue('乐')
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(box.get('[name=one-phones]').attributes('aria-invalid')).toBe('true')
  expect(box.findAll('.refusal').map((one) => one.text())).toEqual(['✕ 要填', '✕ 最多 11 个字'])
  expect([focused('name'), box.text()]).toEqual(['one-name', expect.not.stringContaining('not so')])
  facts = ['$.floor: -5 to 99', '$.elsewhere: needed']
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(box.findAll('.refusal').map((one) => one.text())).toEqual(['✕ 这样填不能收下'])
  expect(box.text()).toContain('not so')
  box.unmount()
})

it('the fields of a body follow the description of the API', () => {
  const leaving: FieldsOf<Omit<Schemas['NewLeaving'], 'why'>> = {
    // @ts-expect-error a value that the API knows has no word
    how: { as: 'one', label: '', of: { moved: '', died: '' } },
    // @ts-expect-error a text is no number
    day: { as: 'number', label: '' },
    where: { as: 'text', label: '', max: 1 },
  }
  // @ts-expect-error a property of the body has no field
  const short: FieldsOf<{ name: string; why?: string }> = { name: { as: 'text', label: '', max: 1, required: true } }
  // @ts-expect-error what the API needs is required
  const free: FieldsOf<{ name: string }> = { name: { as: 'text', label: '', max: 1 } }
  expect([leaving, short, free]).toHaveLength(3)
})

it('what stands against a choice stands at it, and what stands against a field that is not shown stands below', async () => {
  const refusal = new Refused(400, 'request.bad', 'not so', [], ['$.how: needed', '$.where: at most 20 characters'])
  const { box, form } = filled(() => Promise.reject(refusal))
  form.values.name = '乐'
  form.values.how = 'died'
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(box.get('fieldset.choice').attributes('aria-invalid')).toBe('true')
  expect(box.get('fieldset.choice .refusal').text()).toBe('✕ 要填')
  expect(box.get('[role=alert]').text()).toBe('最多 20 个字')
  box.unmount()
})

it('ids that are chosen are drawn by the page, and needed where the body needs them', async () => {
  type Sent = { members: Chosen }
  const own: FieldsOf<Sent> = { members: { as: 'own', label: 'Who', required: true } }
  const send = vi.fn(async () => undefined)
  const drawn = ({ values, error }: { values: ValuesOf<Sent>; error: string }) => [
    h('button', { type: 'button', onClick: () => (values.members = ['one', 'two']) }),
    h('p', error),
  ]
  const { box } = formOf<Sent>(own, { members: [] }, send, { 'field-members': drawn })
  await box.get('form').trigger('submit')
  await flushPromises()
  expect([box.get('p').text(), send.mock.calls]).toEqual(['要填', []])
  await box.get('button').trigger('click')
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(send).toHaveBeenCalledWith({ members: ['one', 'two'] })
  box.unmount()
})
