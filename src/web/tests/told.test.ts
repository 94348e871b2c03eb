import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { computed, ref } from 'vue'
import type { Stored } from '@/kit/outbox/act'
import OfflineBar from '@/kit/outbox/OfflineBar.vue'
import Told from '@/kit/outbox/Told.vue'
import Unsent from '@/kit/outbox/Unsent.vue'

const [unsent, drop, insist] = [ref<Stored[]>([]), vi.fn(async () => {}), vi.fn(async () => {})]
vi.mock('@/kit/outbox/useOutbox', () => ({
  useOutbox: () => ({
    unsent,
    gestures: computed(() =>
      [...new Set(unsent.value.map((one) => one.gesture))].map((key) => {
        const acts = unsent.value.filter((one) => one.gesture === key)
        return { key, acts, refused: acts.filter((one) => one.refused) }
      }),
    ),
    lost: ref([]),
    others: ref(0),
    online: ref(true),
    drop,
    insist,
  }),
}))
const act = (key: string, gesture: string, refused?: string) =>
  ({
    key,
    gesture,
    at: 0,
    label: { word: 'outbox.told', values: { what: '6号楼 1单元' } },
    marks: [],
    ...(refused ? { refused: { sentence: refused } } : {}),
  }) as unknown as Stored
beforeEach(() => void (unsent.value = []))

it('A report says that it is with the server only when the server has all of it', async () => {
  unsent.value = [act('a', 'g'), act('b', 'g')]
  const page = mount(Told, { props: { keys: ['a', 'b'], done: '报上去了' } })
  expect(page.text()).toBe('存在手机里，还没报上去；有网自动报')
  unsent.value = [act('b', 'g')]
  await flushPromises()
  expect(page.text()).not.toContain('报上去了')
  unsent.value = [act('b', 'g', '不在您的范围')]
  await flushPromises()
  expect(page.text()).toContain('不在您的范围')
  unsent.value = [act('other', 'h')]
  await flushPromises()
  expect(page.text()).toBe('✓ 报上去了')
})

it('One tap at a door is one line, however many people it was said of, and is answered with one choice', async () => {
  unsent.value = [act('a', 'g', '没人离开过'), act('b', 'g', '没人离开过'), act('c', 'g', '没人离开过'), act('d', 'h')]
  const page = mount(Unsent)
  expect(page.findAll('li').length).toBe(2)
  expect(
    page
      .findAll('li')[0]!
      .findAll('.danger-text')
      .map((one) => one.text()),
  ).toEqual(['没人离开过'])
  await page.findAll('li')[0]!.findAll('button')[0]!.trigger('click')
  await flushPromises()
  expect(drop.mock.calls.length).toBe(3)
  expect(mount(OfflineBar, { props: { cut: false, listAt: 0 } }).text()).toContain('1 条')
})
