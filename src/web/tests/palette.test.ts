// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { rows as desks } from '@/pages/desk'
import { placeSent, sentTo } from '@/features/ground/places/sent'
import { routerOf } from '@/kit/routing/router'
import type { Row } from '@/kit/routing/row'
import { beginAnew } from '@/base/session/session'
import { session } from '@/base/session/who'
import FindButton from '@/shell/FindButton.vue'
import Palette from '@/shell/Palette.vue'
import { incidentHits, pageHits, placeHits, says } from '@/shell/palette'
import { speak } from '@/base/words'

type Asked = { path: string; what: unknown }
const asked: Asked[] = []
const answers = reactive<Record<string, unknown>>({})
vi.mock('@/kit/queries/read', () => ({
  useRead: (path: string, what: () => unknown) => ({
    get data() {
      const wanted = what()
      if (!wanted) return undefined
      asked.push({ path, what: wanted })
      return answers[path]
    },
    waiting: false,
    refused: null,
    ask: () => undefined,
  }),
}))

const may = (...permissions: string[]) =>
  (session.value = { account: 'a', roles: ['county-duty'], scopes: [{ division: '411502' }], may: permissions } as never)
const light = (id: string, number: string) => ({ id, number, category: 'fire', communities: [] }) as never
const found = {
  divisions: [{ code: '411502001001', name: '义阳社区', above: '老城街道' }],
  buildings: [
    {
      community: '411502001001',
      communityName: '义阳社区',
      grid: null,
      estate: '例园小区',
      building: '6号楼',
      point: { lon: 114.0686, lat: 32.1193 },
      fits: true,
    },
  ],
  position: 1,
} as never
const rowsWithin: readonly Row[] = [
  ...desks.filter((one) => one.path !== '/street'),
  {
    path: '/street',
    title: 'page.street',
    may: 'readiness.read',
    page: () => Promise.reject(new Error('not opened')),
    within: () => Promise.resolve([{ to: '/street#visits', title: 'street.part.visits', page: 'page.street' }]),
  },
]

describe('what can be found', () => {
  beforeEach(async () => {
    beginAnew()
    await speak('zh-CN')
  })
  it('has every word that was typed, in any order', () => {
    expect(says('6号 例园', '例园小区6号楼', '义阳社区')).toBe(true)
    expect(says('6号 样苑', '例园小区6号楼', '义阳社区')).toBe(false)
    expect(says('FIRE', 'Fire in a flat')).toBe(true)
  })
  it('are the pages and acts of whoever asks, and none that they may not open', () => {
    may('hotline.board')
    expect(pageHits(desks, []).map((one) => one.to)).toEqual(['/lines'])
    may('live.division', 'incident.open', 'deadline.confirm')
    expect(pageHits(desks, []).map((one) => one.to)).toEqual([
      '/command',
      '/command?do=report',
      '/command?do=shelters',
      '/command?do=deadlines',
    ])
    // An act on a desk that is not offered to the user leads nowhere.
    may('incident.open')
    expect(pageHits(desks, []).map((one) => one.to)).toEqual([])
  })
  it('an incident is called by its title, and by its kind where that may not be read', () => {
    const [named, kind] = incidentHits([light('i1', '0001'), light('i2', '0002')], new Map([['i1', '6号楼着火']]))
    expect([named!.text, named!.to]).toEqual(['6号楼着火', '/command?do=show#incident=i1'])
    expect([kind!.text, kind!.note]).toEqual(['火灾', '0002'])
  })
  it('a place is shown on the map to the county, and a community as its page to its street', () => {
    const [community, building] = placeHits(found, false)
    expect(community!.to).toBe('/command?at=411502001001')
    expect(decodeURIComponent(building!.to!)).toBe('/command?at=114.06860,32.11930,例园小区6号楼')
    expect(placeHits(found, true)[0]!.to).toBe('/street?open=411502001001#communities')
  })
})

describe('a place in an address', () => {
  it('is what was written there', () => {
    const at = { point: { lon: 114.0686, lat: 32.1193 }, name: '例园小区6号楼' }
    expect(placeSent(sentTo(at))).toEqual(at)
    expect(placeSent(sentTo({ division: '411502001' }))).toEqual({ division: '411502001' })
  })
  it('is nothing where it is none', () => {
    for (const text of ['', 'x', '114.1', '114.1,x', '1'.repeat(13)]) expect(placeSent(text)).toBeUndefined()
  })
})

describe('the palette', () => {
  let box: VueWrapper
  const { router } = routerOf(rowsWithin, createMemoryHistory())
  const push = vi.spyOn(router, 'push').mockResolvedValue(undefined)
  const open = async () => {
    box = mount(Palette, { props: { rows: rowsWithin }, attachTo: document.body, global: { plugins: [router] } })
    await nextTick()
    await nextTick()
  }
  const type = async (text: string) => {
    await box.get('input').setValue(text)
    await vi.advanceTimersByTimeAsync(200)
  }
  const texts = () => box.findAll('[role=option] b').map((one) => one.text())
  const active = () => box.find(`#${box.get('input').attributes('aria-activedescendant') ?? 'none'} b`).text()
  beforeEach(async () => {
    vi.useFakeTimers()
    beginAnew()
    await speak('zh-CN')
    asked.length = 0
    push.mockClear()
    answers['/api/incidents'] = { items: [light('i1', '0001')] }
    answers['/api/incidents/texts'] = { items: [{ incident: { id: 'i1' }, title: '6号楼着火' }] }
    answers['/api/places'] = found
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true
    }
  })
  afterEach(() => {
    box.unmount()
    vi.useRealTimers()
  })

  it('shows groups, is walked by arrow keys and opens what is chosen by Enter', async () => {
    may('live.division', 'incident.read', 'place.read', 'readiness.read')
    await open()
    expect(texts()).toEqual(expect.arrayContaining(['6号楼着火', '指挥台', '探访']))
    await type('6号楼')
    expect(box.findAll('h3').map((one) => one.text())).toEqual(['事件', '社区', '楼栋'])
    expect(texts()).toEqual(['6号楼着火', '义阳社区', '例园小区6号楼'])
    expect(active()).toBe('6号楼着火')
    await box.get('input').trigger('keydown', { key: 'ArrowUp' })
    expect(active()).toBe('例园小区6号楼')
    await box.get('input').trigger('keydown', { key: 'ArrowDown' })
    await box.get('input').trigger('keydown', { key: 'Enter' })
    expect(push).toHaveBeenCalledWith('/command?do=show#incident=i1')
    expect(box.emitted('close')).toHaveLength(1)
  })
  it('opens what is clicked', async () => {
    may('live.division', 'incident.read', 'place.read', 'readiness.read')
    await open()
    await type('探访')
    await box.get('[data-hit=pages]').trigger('click')
    expect(push).toHaveBeenCalledWith('/street#visits')
  })
  it('asks neither for incidents nor for places on behalf of who has no map of them', async () => {
    may('place.read', 'access.read')
    await open()
    await type('义阳')
    expect(asked).toEqual([])
    expect(box.get('[role=status]').text()).toContain('义阳')
  })
  it('takes Enter while words are being composed for the composing, not for a choice', async () => {
    may('live.division', 'incident.read', 'place.read')
    await open()
    await box.get('input').trigger('keydown', { key: 'Enter', isComposing: true })
    expect(push).not.toHaveBeenCalled()
  })
  it('opens what was asked for by an Enter that came before the answer', async () => {
    may('live.division', 'incident.read', 'place.read')
    answers['/api/incidents'] = { items: [] }
    await open()
    await box.get('input').setValue('例园 6')
    await box.get('input').trigger('keydown', { key: 'Enter' })
    expect(push).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(push).toHaveBeenCalledWith('/command?at=411502001001')
  })
})

describe('the button of the palette', () => {
  it('opens by Ctrl K and by ⌘ K, not while another dialog is open, and keeps the browser from taking the key', async () => {
    may()
    const { router } = routerOf(desks, createMemoryHistory())
    const box = mount(FindButton, { props: { rows: desks }, attachTo: document.body, global: { plugins: [router] } })
    const press = (how: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { key: 'k', cancelable: true, ...how })
      dispatchEvent(event)
      return event.defaultPrevented
    }
    const there = () => !!document.querySelector('dialog.sheet')
    const becomes = (state: boolean) => vi.waitFor(() => expect(there()).toBe(state), { timeout: 20_000 })
    expect(press({})).toBe(false)
    document.body.insertAdjacentHTML('beforeend', '<dialog open id="other"></dialog>')
    expect(press({ ctrlKey: true })).toBe(true)
    document.getElementById('other')!.remove()
    expect(press({ metaKey: true })).toBe(true)
    await becomes(true)
    press({ ctrlKey: true })
    await becomes(false)
    await box.get('button').trigger('click')
    await becomes(true)
    press({ metaKey: true })
    await becomes(false)
    document.body.insertAdjacentHTML('beforeend', '<dialog open id="other"></dialog>')
    press({ ctrlKey: true })
    await nextTick()
    await nextTick()
    expect(there()).toBe(false)
    box.unmount()
  })
})
