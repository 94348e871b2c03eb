import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { expect, it, vi } from 'vitest'
import { Refused } from '@/base/api/http'
import DateField from '@/kit/parts/DateField.vue'
import Field from '@/kit/parts/Field.vue'
import Form from '@/kit/parts/Form.vue'
import { useForm } from '@/kit/parts/form'
import { sayInOwnWords } from '@/kit/parts/native'
import TimeField from '@/kit/parts/TimeField.vue'
import { dayTyped, timeTyped, weeksOf } from '@/kit/parts/dates'
import { focused, made } from './making'

function filled(send: (values: { name: string; phone: string }) => Promise<unknown>, required = false) {
  let form!: ReturnType<typeof useForm<{ name: string; phone: string }>>
  const Page = defineComponent({
    setup() {
      form = useForm({ name: '张', phone: '' }, (values) => (values.name ? {} : { name: 'who?' }))
      return () =>
        h(Form, { form, send, submit: 'keep', cancel: 'leave' } as never, {
          default: () =>
            (['name', 'phone'] as const).map((one) =>
              h(Field, {
                label: one,
                name: one,
                required: required && one === 'phone',
                error: form.errors.value[one],
                modelValue: form.values[one],
                'onUpdate:modelValue': (value: unknown) => {
                  form.values[one] = value as string
                },
              } as never),
            ),
        })
    },
  })
  const box = mount(Page, { attachTo: document.body })
  return { box, form }
}

it('a form is sent once, is refused by field, and puts the focus where it was refused', async () => {
  let refuse!: (fault: unknown) => void
  const send = vi.fn(() => new Promise((_, no) => (refuse = no)))
  const { box, form } = filled(send)
  await box.get('[name=phone]').setValue('1')
  expect(form.dirty.value).toBe(true)
  await box.get('form').trigger('submit')
  await box.get('form').trigger('submit')
  expect(send).toHaveBeenCalledTimes(1)
  refuse(new Refused(400, 'request.bad', 'no', [], [], 0, { phone: ['too short'] }))
  await flushPromises()
  expect(box.text()).toContain('too short')
  expect(focused('name')).toBe('phone')
  expect(box.get('[name=phone]').attributes('aria-describedby')).toBe(box.get('.part-field .refusal').attributes('id'))
  await box.get('[name=name]').setValue('')
  await box.get('form').trigger('submit')
  expect(send).toHaveBeenCalledTimes(1)
  expect(box.text()).toContain('who?')
  box.unmount()
})

it('a refusal of the whole stands below; what was sent is kept and no longer unsaved; leaving asks first', async () => {
  const send = vi
    .fn()
    .mockRejectedValueOnce(new Refused(409, 'x', 'somebody was faster'))
    .mockResolvedValue(undefined)
  const { box, form } = filled(send)
  await box.get('[name=name]').setValue('李')
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(box.get('[role=alert]').text()).toContain('somebody was faster')
  const ask = vi.fn(() => false)
  vi.stubGlobal('confirm', ask)
  await box.get('button[type=button]').trigger('click')
  expect(ask).toHaveBeenCalledTimes(1)
  expect(form.values.name).toBe('李')
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(form.dirty.value).toBe(false)
  expect(form.mayLeave()).toBe(true)
  expect(ask).toHaveBeenCalledTimes(1)
  box.unmount()
})

it('days and times are read as people write them', () => {
  for (const text of ['2026-06-18', '2026/6/18', '2026年6月18日', '20260618', '6/18', '6月18日'])
    expect(dayTyped(text, '2026-01-01'), text).toBe('2026-06-18')
  for (const text of ['2026-02-30', '13/1', 'soon', '']) expect(dayTyped(text, '2026-01-01'), text).toBeUndefined()
  for (const text of ['9:30', '0930', '9点30', '930']) expect(timeTyped(text), text).toBe('09:30')
  expect(timeTyped('9')).toBe('09:00')
  for (const text of ['24:00', '9:61', 'x', '']) expect(timeTyped(text), text).toBeUndefined()
  expect(weeksOf('2026-02-10').flat()[0]).toBe('2026-01-26')
  expect(weeksOf('2026-02-10')).toHaveLength(5)
})

it('a day is typed or chosen by the keyboard; what is outside or unreadable is said', async () => {
  const box = made(DateField, { label: 'until', name: 'until', modelValue: '2026-06-18', min: '2026-06-10' })
  await box.get('[name=until]').setValue('6/9')
  expect(box.props('modelValue')).toBe('')
  expect(box.find('.refusal').exists()).toBe(true)
  await box.get('[name=until]').setValue('2026-06-20')
  expect(box.props('modelValue')).toBe('2026-06-20')
  await box.get('.box button').trigger('click')
  await flushPromises()
  const label = document.activeElement!.getAttribute('aria-label')
  await box.get('table').trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement!.getAttribute('aria-label')).not.toBe(label)
  ;(document.activeElement as HTMLElement).click()
  await flushPromises()
  expect(box.props('modelValue')).toBe('2026-06-27')
  expect(box.find('.month').exists()).toBe(false)
  box.unmount()
})

it('a time goes by the arrows, over midnight too', async () => {
  const box = made(TimeField, { label: 'at', modelValue: '23:58' })
  await box.get('input').trigger('keydown', { key: 'ArrowUp' })
  expect(box.props('modelValue')).toBe('00:03')
  await box.get('input').setValue('x')
  expect(box.props('modelValue')).toBe('')
  expect(box.find('.refusal').exists()).toBe(true)
  box.unmount()
})

it("what the browser holds against a field stands at the field in the page's words, and goes when one types", async () => {
  const send = vi.fn(async () => undefined)
  const { box } = filled(send, true)
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(send).not.toHaveBeenCalled()
  expect(box.get('.refusal').text()).toContain('要填')
  expect(box.get('[name=phone]').attributes('aria-invalid')).toBe('true')
  expect(focused('name')).toBe('phone')
  await box.get('[name=phone]').setValue('1')
  expect(box.find('.refusal').exists()).toBe(false)
  await box.get('form').trigger('submit')
  await flushPromises()
  expect(send).toHaveBeenCalledTimes(1)
  box.unmount()
})

it("a form without parts says in the page's words what the browser holds against it", () => {
  sayInOwnWords(document)
  document.body.innerHTML = '<form><input required></form>'
  const input = document.querySelector('input')!
  expect(input.checkValidity()).toBe(false)
  expect(input.validationMessage).toBe('要填')
  input.value = 'x'
  input.dispatchEvent(new Event('input', { bubbles: true }))
  expect(input.checkValidity()).toBe(true)
  document.body.innerHTML = ''
})
