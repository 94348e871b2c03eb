// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import Field from '@/kit/parts/Field.vue'
import { speak } from '@/base/words'

beforeEach(() => speak('zh-CN'))
afterEach(() => document.body.replaceChildren())

/** A button that opens a form of two fields within the page. */
const Opening = defineComponent(() => {
  const open = ref(false)
  return () => [
    h('button', { onClick: () => (open.value = true) }, '撤销'),
    open.value ? [h(Field, { label: '数', name: 'number' }), h(Field, { label: '原因', name: 'reason', first: true })] : null,
  ]
})
const focused = () => (document.activeElement as HTMLInputElement | null)?.name

it('one begins to type where a button has opened a form', async () => {
  const page = mount(Opening, { attachTo: document.body })
  const button = page.get('button')
  button.element.focus()
  await button.trigger('click')
  await nextTick()
  expect(focused()).toBe('reason')
})

it('a form that stands in a page leaves the focus where it is', async () => {
  mount(Field, { attachTo: document.body, props: { label: '原因', name: 'reason', first: true } })
  await nextTick()
  expect(focused()).not.toBe('reason')
})
