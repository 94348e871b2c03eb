// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, reactive, type App } from 'vue'
import type { Schemas } from '@/base/api/http'
import { when } from '@/kit/parts/days'
import ConfirmPart from '@/features/response/warnings/ConfirmPart.vue'
import { calledPlaces } from '@/features/response/warnings/called'
import Waiting from '@/features/response/warnings/Waiting.vue'
import { notesOf } from '@/features/response/warnings/notes'

const { POST } = vi.hoisted(() => ({ POST: vi.fn((_path: string, _how: object) => Promise.resolve({ data: {}, response: { ok: true } })) }))
vi.mock('@/base/api/http', async (original) => ({
  ...(await original<object>()),
  api: { POST },
  answer: (ask: () => Promise<unknown>) => ask(),
}))

const light = (id: string, more: object = {}) =>
  ({
    id,
    level: 'red',
    event: '暴雨',
    divisions: ['411502001'],
    asksWhere: false,
    confirmedAt: null,
    ...more,
  }) as unknown as Schemas['WarningLight']
const message = (id: string, doubt: Schemas['WaitingMessage']['doubt']) =>
  ({
    id,
    doubt,
    message: { sender: 'a@example.org', identifier: id, sent: '2026-07-10T00:00:00Z' },
    receivedAt: '2026-07-10T00:00:04Z',
    texts: [{ language: 'zh-CN', event: '暴雨', issuer: '县气象台', headline: `标题 ${id}` }],
    divisions: ['411502005'],
    mayMean: [light('w1'), light('w2')],
  }) as unknown as Schemas['WaitingMessage']
const shown = reactive<{ messages: Schemas['WaitingMessage'][] }>({ messages: [] })
let app: App
let settled = 0
const buttons = () => [...document.querySelectorAll<HTMLButtonElement>('.acts button')]

function mount(part: object, props: () => object) {
  app = createApp({ render: () => h(part, props()) })
  app.mount(document.body.appendChild(document.createElement('div')))
}
beforeEach(() => {
  settled = 0
  POST.mockClear()
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

it('what takes back and names nothing is shown with what it may mean, and ends only what a person has chosen', async () => {
  shown.messages = [message('m1', null)]
  mount(Waiting, () => ({ messages: shown.messages, nameOf: (code: string) => code, off: false, onSettled: () => settled++ }))
  expect(document.body.textContent).toContain('标题 m1')
  expect(document.body.textContent).toContain('411502005')
  expect(document.body.textContent).toContain('暴雨 · 县气象台 · a@example.org')
  expect(document.body.textContent).toContain('08:00:04 收到')
  expect(document.querySelectorAll('label')).toHaveLength(2)
  expect(buttons()).toHaveLength(1)
  document.querySelectorAll<HTMLInputElement>('input')[1]!.click()
  await nextTick()
  expect(buttons()[1]!.textContent).toContain('1')
  buttons()[1]!.click()
  await vi.waitFor(() => expect(settled).toBe(1))
  expect(POST.mock.calls[0]![1]).toMatchObject({ params: { path: { warningId: 'm1' } }, body: { ends: ['w2'], lifts: true } })
})

it.each([
  ['names-nothing', 0, { ends: [], lifts: false }],
  ['reads-as-lifting', 0, { ends: [], lifts: false }],
  ['reads-as-lifting', 1, { ends: [], lifts: true }],
] as const)('of %s the button %i says so', async (doubt, at, body) => {
  shown.messages = [message('m2', doubt)]
  mount(Waiting, () => ({ messages: shown.messages, nameOf: (code: string) => code, off: false }))
  buttons()[at]!.click()
  await vi.waitFor(() => expect(POST).toHaveBeenCalled())
  expect(POST.mock.calls[0]![1]).toMatchObject({ body })
})

it('where the words leave places out they are not chosen, and whom to call is open', () => {
  mount(ConfirmPart, () => ({
    shown: {
      warning: light('w3', { asksWhere: true }),
      receivers: ['411502001', '411502001001', '411502005', '411502005001'],
      called: [],
      excluded: ['411502001'],
      areas: [{ description: '除老城街道以外' }],
    } as unknown as Schemas['WarningShown'],
    nameOf: (code: string) => code,
    off: false,
  }))
  const boxes = [...document.querySelectorAll<HTMLInputElement>('fieldset input')]
  expect(boxes.map((box) => box.checked)).toEqual([false, false, true, true])
  expect(document.body.textContent).toContain('除老城街道以外')
})

it('says when it begins until it has begun, and that it is not for the public only where the message says so', () => {
  const [past, coming] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString())
  expect(notesOf({ public: true }, when)).toEqual([])
  expect(notesOf({ public: true, onset: past! }, when)).toEqual([])
  expect(notesOf({ public: true, onset: coming! }, when)).toEqual([expect.stringMatching(/^预计 .*开始$/)])
  expect(notesOf({ public: false, onset: past! }, when)).toEqual(['只发给有关单位，不向社会发布'])
})

it('counts whom it calls in one way: communities, street offices and counties apart', () => {
  const communities = Array.from({ length: 22 }, (_, i) => `4115021032${String(i).padStart(2, '0')}`)
  expect(calledPlaces([...communities, '411502103', '411502104'])).toBe('22 村、2 个街道')
  expect(calledPlaces(communities)).toBe('22 村')
  expect(calledPlaces(['411502'])).toBe('1 个县区')
})
