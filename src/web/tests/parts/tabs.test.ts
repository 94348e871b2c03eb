import { expect, it } from 'vitest'
import Tabs from '@/kit/parts/Tabs.vue'
import { focused, made } from './making'

const of = ['one', 'two', 'three'].map((value) => ({ value, text: value }))

it('tabs go round by the arrows, to the ends by Home and End, and name their panel', async () => {
  const box = made(Tabs, { name: 'x', label: 'parts', of, modelValue: 'one' }, { slots: { default: 'panel' } })
  const press = (key: string) => box.get('[role=tablist]').trigger('keydown', { key })
  for (const [key, to] of [
    ['ArrowRight', 'two'],
    ['End', 'three'],
    ['ArrowRight', 'one'],
    ['ArrowLeft', 'three'],
    ['Home', 'one'],
  ] as const) {
    await press(key)
    expect(box.get('[aria-selected=true]').attributes('data-tab'), key).toBe(to)
    expect(focused('data-tab'), key).toBe(to)
  }
  expect(box.findAll('[role=tab][tabindex="0"]')).toHaveLength(1)
  const panel = box.get('[role=tabpanel]')
  expect(box.get('[aria-selected=true]').attributes('aria-controls')).toBe(panel.attributes('id'))
  expect(panel.attributes('aria-labelledby')).toBe(box.get('[aria-selected=true]').attributes('id'))
  await press('a')
  expect(box.get('[aria-selected=true]').attributes('data-tab')).toBe('one')
  box.unmount()
})
