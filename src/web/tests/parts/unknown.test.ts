import { expect, it } from 'vitest'
import Bones from '@/kit/parts/Bones.vue'
import Empty from '@/kit/parts/Empty.vue'
import Figure from '@/kit/parts/Figure.vue'
import { made } from './making'

it('an empty sentence is said only once it is known, and bears the sign of good only where what is recorded was looked at', async () => {
  const none = made(Empty, { text: 'nothing', known: false })
  expect(none.text()).not.toContain('nothing')
  expect(none.attributes('aria-busy')).toBe('true')
  await none.setProps({ known: true })
  expect(none.text()).toBe('nothing')
  expect(none.attributes('aria-busy')).toBeUndefined()
  expect(none.html()).not.toContain('lucide-check')
  await none.setProps({ kind: 'calm' })
  expect(none.html()).toContain('lucide-check')
  none.unmount()
})

it('a figure that is asked for is no figure, and one that nobody knows is a dash', async () => {
  const box = made({ components: { Figure }, props: ['n'], template: '<b><Figure :n="n" /></b>' }, { n: undefined })
  expect(box.text()).not.toMatch(/\d|–/)
  expect(box.find('[aria-busy=true]').exists()).toBe(true)
  for (const [n, shown] of [
    [null, '–'],
    [0, '0'],
    [1204, '1,204'],
  ] as const) {
    await box.setProps({ n })
    expect(box.text()).toBe(shown)
    expect(box.find('[aria-busy]').exists()).toBe(false)
  }
  box.unmount()
})

it('bones have the shape of what will come', () => {
  for (const [shape, n] of [
    ['rows', 5],
    ['cards', 2],
    ['figures', 4],
    ['line', 1],
  ] as const) {
    const box = made(Bones, { shape })
    expect(box.findAll('i')).toHaveLength(n)
    expect(box.classes()).toContain(shape)
    box.unmount()
  }
})
