import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { Refused } from '@/base/api/http'
import Drawer from '@/kit/parts/Drawer.vue'
import Empty from '@/kit/parts/Empty.vue'
import Notice from '@/kit/parts/Notice.vue'
import Picker from '@/kit/parts/Picker.vue'
import Timeline from '@/kit/parts/Timeline.vue'
import Upload from '@/kit/parts/Upload.vue'
import { choosableFirst } from '@/kit/parts/choosing'
import { made } from './making'

it('a drawer takes the focus, is left by Esc and by Back, and gives the focus back', async () => {
  const opener = document.body.appendChild(document.createElement('button'))
  opener.focus()
  const box = made(Drawer, { title: 'one', modal: true })
  expect(document.activeElement).toBe(box.get('h2').element)
  await box.get('dialog').trigger('keydown', { key: 'Escape' })
  expect(box.emitted('close')).toHaveLength(1)
  history.replaceState(null, '')
  dispatchEvent(new PopStateEvent('popstate'))
  expect(box.emitted('close')).toHaveLength(2)
  box.unmount()
  expect(document.activeElement).toBe(opener)
  opener.remove()
})

it('a danger is told at once, the rest when there is time; an empty filter can be taken away', async () => {
  const danger = made(Notice, { look: 'danger', title: 'cut' })
  expect(danger.get('.notice').attributes('role')).toBe('alert')
  const calm = made(Notice, { title: 'fine' })
  expect(calm.get('.notice').attributes('role')).toBe('status')
  const none = made(Empty, { kind: 'filter', text: 'nobody' })
  await none.get('button').trigger('click')
  expect(none.emitted('clear')).toHaveLength(1)
  for (const one of [danger, calm, none]) one.unmount()
})

it('a timeline says the day where it changes', () => {
  const of = ['2026-06-17T18:00:00Z', '2026-06-17T19:00:00Z', '2026-06-18T19:00:00Z'].map((at) => ({ key: at, at, what: at }))
  const box = made(Timeline, { label: 'course', of })
  expect(box.findAll('.day')).toHaveLength(2)
  expect(box.findAll('li')).toHaveLength(3)
  box.unmount()
})

it('a picker puts who is on duty first, then who was chosen last', async () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, note: '', onDuty: id === 'd' }))
  expect(choosableFirst(all, ['c']).map((one) => one.id)).toEqual(['d', 'c', 'a', 'b'])
  const box = made(Picker, { choices: all, label: 'who', name: 'test', modelValue: [] as string[] })
  await box.get('input').trigger('focus')
  await box.get('[data-id=b]').trigger('click')
  await box.get('input').trigger('click')
  await nextTick()
  expect(box.findAll('[data-id]').map((one) => one.attributes('data-id'))).toEqual(['d', 'b', 'a', 'c'])
  box.unmount()
})

it('who types and presses Enter before the choices have come has chosen all the same, and nothing where one typed on', async () => {
  const all = ['north', 'south'].map((id) => ({ id, title: id, note: '', onDuty: false }))
  for (const [typedOn, chosen] of [
    [false, ['south']],
    [true, []],
  ] as const) {
    const box = made(Picker, { choices: undefined, label: 'where', name: 'early', modelValue: [] as string[] })
    await box.get('input').setValue('sou')
    await box.get('input').trigger('keydown', { key: 'Enter' })
    if (typedOn) await box.get('input').setValue('south')
    await box.setProps({ choices: all })
    await nextTick()
    expect(box.props('modelValue')).toEqual(chosen)
    box.unmount()
  }
})

it('an upload says how far it is, can be stopped, and says what stood against it', async () => {
  let refuse!: (fault: unknown) => void
  const send = vi.fn(() => new Promise((_, no) => (refuse = no)))
  const box = made(Upload, { label: 'file', submit: 'go', most: 10, send })
  const field = box.get('input').element as HTMLInputElement
  const choose = async (text: string) => {
    Object.defineProperty(field, 'files', { value: [new File([text], 'x.csv')], configurable: true })
    await box.get('input').trigger('change')
  }
  await choose('x'.repeat(11))
  expect(box.find('.refusal').exists()).toBe(true)
  expect(box.get('button').attributes('disabled')).toBeDefined()
  await choose('abc')
  await box.get('form').trigger('submit')
  await box.get('form').trigger('submit')
  expect(send).toHaveBeenCalledTimes(1)
  expect(box.find('progress').exists()).toBe(true)
  refuse(new Refused(422, 'x', 'wrong sheet'))
  await flushPromises()
  expect(box.get('.refusal').text()).toContain('wrong sheet')
  box.unmount()
})
