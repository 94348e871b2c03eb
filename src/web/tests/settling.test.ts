// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, nextTick, reactive, type App } from 'vue'
import Settling, { aiming } from '@/kit/parts/Settling.vue'

const shown = reactive({ bar: false, alarm: false, list: 'doors', sheet: false })
let app: App
const isSettling = () => document.querySelector('.settling') !== null
const Page = defineComponent(
  () => () =>
    h('div', { class: 'page' }, [
      shown.bar && h('a', 'bar'),
      h('main', [shown.alarm && h('section', 'alarm'), h(Settling), h('ul', { key: shown.list }), h('footer')]),
      shown.sheet && h('dialog'),
    ]),
)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  Object.assign(shown, { bar: false, alarm: false, list: 'doors', sheet: false })
  app = createApp(Page)
  app.mount(document.body.appendChild(document.createElement('div')))
})
afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

/** True when the page takes no tap after this change. */
async function afterwards(change: Partial<typeof shown>) {
  Object.assign(shown, change)
  await nextTick()
  await new Promise((soon) => setImmediate(soon))
  return isSettling()
}

it.each([{ bar: true }, { alarm: true }])(
  'what comes by itself above the list lets nothing be tapped while a finger is on its way: %o',
  async (change) => {
    expect(await afterwards(change)).toBe(true)
    vi.advanceTimersByTime(aiming - 1)
    expect(isSettling()).toBe(true)
    vi.advanceTimersByTime(1)
    expect(isSettling()).toBe(false)
  },
)

it('what goes by itself moves the list as much', async () => {
  await afterwards({ alarm: true })
  vi.advanceTimersByTime(aiming)
  expect(await afterwards({ alarm: false })).toBe(true)
})

it('one after another is waited for from the last', async () => {
  await afterwards({ bar: true })
  vi.advanceTimersByTime(aiming - 1)
  await afterwards({ alarm: true })
  vi.advanceTimersByTime(aiming - 1)
  expect(isSettling()).toBe(true)
})

it.each([{ list: 'tasks' }, { sheet: true }])('another page and a sheet are not waited for: %o', async (change) => {
  expect(await afterwards(change)).toBe(false)
})
