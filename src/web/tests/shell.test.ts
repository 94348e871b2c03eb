// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, type Component } from 'vue'
import { createMemoryHistory, createWebHistory, RouterView } from 'vue-router'
import { budgetsOfPages, closure, over } from '../budgets'
import { addresses, rowsIn } from '../pages'
import { kindOf, isFatal, tellFault } from '@/base/faults/faults'
import { movedTo, rows as desks } from '@/pages/desk'
import { rows as ofPhone } from '@/pages/phone'
import { phoneHistory } from '@/kit/phone/history'
import { insideOf } from '@/kit/routing/links'
import { followEarly, otherRealm, routerOf } from '@/kit/routing/router'
import type { Row } from '@/kit/routing/row'
import { titleOf } from '@/kit/routing/title'
import { beginAnew } from '@/base/session/session'
import { session } from '@/base/session/who'
import Boundary from '@/shell/Boundary.vue'
import { offered, standingOf } from '@/shell/offered'
import { speak } from '@/base/words'
import { chosen, keysNeeded } from '../words'

/** Wall-clock limit, since other tests run beside. */
const patient = { timeout: 20_000 }

const told: unknown[] = []
vi.mock('@/base/faults/tell', () => ({ tell: (fault: unknown) => void told.push(fault) }))
vi.spyOn(console, 'error').mockReturnValue(undefined)
vi.spyOn(console, 'warn').mockReturnValue(undefined)

beforeEach(() => {
  beginAnew()
  told.length = 0
})
const may = (...permissions: string[]) =>
  (session.value = { account: 'a', roles: [], scopes: [{ division: '411502' }], may: permissions } as never)
const row = (path: string) => desks.find((one) => one.path === path)

describe('a page', () => {
  it('is shown to who may see it, when the server has said who that is', () => {
    const [street, command] = [row('/street'), row('/command')]
    expect(standingOf(street, false, false, session.value)).toBe('asking')
    expect(standingOf(street, false, true, session.value)).toBe('unreached')
    may('drill.lead')
    expect(standingOf(street, true, false, session.value)).toBe('noRight')
    expect(standingOf(command, true, false, session.value)).toBe('page')
    expect(standingOf(undefined, true, false, session.value)).toBe('missing')
    may('readiness.read')
    expect(standingOf(street, true, false, session.value)).toBe('page')
  })
  it('is offered to who may open it, and one of a list never', () => {
    may('readiness.read', 'drill.lead')
    expect(offered(desks).map((one) => one.path)).toEqual(['/street', '/drills'])
    may('live.division')
    expect(offered(desks).map((one) => one.path)).toEqual(['/command'])
    session.value = { ...session.value!, scopes: [{ division: '4115', grid: null, building: null, unit: null }] }
    expect(offered(desks).map((one) => one.path)).toEqual(['/command', '/counties'])
  })
  it('has its title in the language that is shown, and in a drill the word for it', async () => {
    await speak('zh-CN')
    expect([titleOf('page.street', false), titleOf('page.street', true)]).toEqual(['街道台 · 应急', '演练 · 街道台 · 应急'])
    await speak('en')
    expect(titleOf('page.drills', true)).toMatch(/^DRILL · Drills · /)
    await speak('zh-CN')
  })
})

describe('an address', () => {
  it('that was another once still leads there', () => {
    expect(movedTo({ path: '/drills', query: { id: 'x', realm: 'drill-1' } })).toEqual({
      path: '/drills/x',
      query: { realm: 'drill-1' },
      replace: true,
    })
    expect(movedTo({ path: '/drills', query: {} })).toBe(true)
    expect(movedTo({ path: '/command', query: { id: 'x' } })).toBe(true)
  })
  it('of another realm is opened anew', () => {
    const { router } = routerOf(desks, createMemoryHistory())
    const to = (address: string) => router.resolve(address) as never
    expect(otherRealm(to('/command?realm=drill-1'), null)).toBe(true)
    expect(otherRealm(to('/command'), 'drill-1')).toBe(true)
    expect(otherRealm(to('/drills?realm=drill-1'), 'drill-1')).toBe(false)
  })
  it('in a link goes through the router where it is of the same entry, and only for a plain click', () => {
    const { router } = routerOf(desks, createMemoryHistory())
    document.body.innerHTML = `<a href="/street#goods"><b>x</b></a><a href="/team">x</a><a href="/drills/1/report">x</a><a href="/street" target="_blank">x</a>`
    const links = [...document.querySelectorAll('a')]
    const click = (target: Element, how: MouseEventInit = {}) => {
      const event = new MouseEvent('click', how)
      Object.defineProperty(event, 'target', { value: target })
      return insideOf(event, router)
    }
    expect(links.map((link) => click(link))).toEqual(['/street#goods', undefined, undefined, undefined])
    expect([click(links[0]!.firstElementChild!), click(links[0]!, { ctrlKey: true })]).toEqual(['/street#goods', undefined])
  })
  it('of the phone stands behind the #, as it always did', () => {
    history.replaceState(null, '', '/team?realm=r#door/7-1/help')
    const own = phoneHistory()
    expect(own.location).toBe('/door/7-1/help')
    own.push('/tasks')
    expect(location.search + location.hash).toBe('?realm=r#tasks')
    own.replace('/')
    expect([own.location, location.hash]).toEqual(['/', ''])
    own.destroy()
  })
  it('of the phone that is tapped before its first page is there is gone to all the same', async () => {
    history.replaceState(null, '', '/team')
    let shown: (page: { default: Component }) => void = () => undefined
    const page = { default: defineComponent(() => () => h('i')) }
    const rows: Row[] = [
      { path: '/', title: 'page.team', page: () => new Promise((there) => (shown = there)) },
      { path: '/:page(orders)', title: 'order.received', page: () => Promise.resolve(page) },
    ]
    const own = phoneHistory()
    const { router } = routerOf(rows, own, () => false)
    const app = mount(
      defineComponent(() => () => h(RouterView)),
      { global: { plugins: [router] } },
    )
    await vi.waitFor(() => expect(shown.length).toBe(1), patient)
    // As a browser follows a link on the page.
    history.pushState(null, '', '/team#orders')
    dispatchEvent(new PopStateEvent('popstate'))
    shown(page)
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/orders'), patient)
    expect(location.hash).toBe('#orders')
    app.unmount()
    own.destroy()
  })
  it('of the desks that is left before its first page is there is left all the same', async () => {
    history.replaceState(null, '', '/street#shelters')
    let shown: (page: { default: Component }) => void = () => undefined
    const page = { default: defineComponent(() => () => h('i')) }
    const rows: Row[] = [{ path: '/street', title: 'page.street', page: () => new Promise((there) => (shown = there)) }]
    const own = createWebHistory()
    const { router } = routerOf(rows, own)
    void followEarly(router)
    const app = mount(
      defineComponent(() => () => h(RouterView)),
      { global: { plugins: [router] } },
    )
    await vi.waitFor(() => expect(shown.length).toBe(1), patient)
    history.pushState(null, '', '/street#residents')
    dispatchEvent(new PopStateEvent('popstate'))
    shown(page)
    await vi.waitFor(() => expect(router.currentRoute.value.hash).toBe('#residents'), patient)
    expect(location.hash).toBe('#residents')
    app.unmount()
    own.destroy()
  })
  it('is known to the server for every page', () => {
    for (const [table, rows] of [
      ['pages/desk.ts', desks],
      ['pages/phone.ts', ofPhone],
    ] as const)
      expect(rowsIn(table).map((one) => one.path)).toEqual(rows.map((one) => one.path))
    expect(addresses()).toMatchObject({ desk: expect.arrayContaining(['/command', '/drills/{id}']), phone: ['/team'] })
  })
})

describe('a fault', () => {
  const fault = new TypeError('张三 13900000000')
  it('is told by its kind, its page and its component, once, and never by its text', () => {
    history.replaceState(null, '', '/street?x=1#goods')
    const component = { $options: { __name: 'OrdersWaiting' } } as never
    tellFault(fault, component)
    tellFault(fault, component)
    expect(told).toEqual([{ page: 'street', component: 'OrdersWaiting', kind: 'TypeError', version: '' }])
    expect(kindOf('张三')).toBe('string')
  })
  it('of a page makes it a line that opens it again; what stands beside it goes on', async () => {
    const breaks = ref(true)
    const Page = defineComponent({
      render() {
        if (breaks.value) throw fault
        return h('p', 'well')
      },
    })
    const shown = mount({ render: () => [h('nav', 'beside'), h(Boundary, null, { default: () => h(Page) })] })
    await nextTick()
    expect(shown.text()).toContain('beside')
    expect(shown.find('[role=alert]').exists()).toBe(true)
    expect(told).toHaveLength(1)
    breaks.value = false
    await shown.find('button').trigger('click')
    expect(shown.text()).toContain('well')
  })
  it('of a button breaks no page', () => {
    expect(['render function', 'setup function', 'https://vuejs.org/error-reference/#runtime-1'].map(isFatal)).toEqual([true, true, true])
    expect(['native event handler', 'watcher callback', 'https://vuejs.org/error-reference/#runtime-5'].map(isFatal)).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('what a page loads', () => {
  it('is all it needs at once, each file counted once, and what comes later not at all', () => {
    const parts = {
      'a.js': { type: 'chunk', imports: ['b.js', 'c.js'], styles: ['a.css'] },
      'b.js': { type: 'chunk', imports: ['c.js'], dynamicImports: ['late.js'] },
      'c.js': { type: 'chunk', imports: ['a.js'] },
      'late.js': { type: 'chunk' },
    }
    expect([...closure(parts, ['a.js'])].sort()).toEqual(['a.css', 'a.js', 'b.js', 'c.js'])
  })
  it('is held against its budget', () => {
    const budgets = [
      { entry: 'phone', rows: ['/'], most: 130 },
      { entry: 'login', rows: [], most: 85 },
    ]
    expect(over(budgets, ({ entry }) => (entry === 'phone' ? 130_100 : 85_000))).toEqual([
      'phone / loads 130.1 kB at once, more than its 130',
    ])
  })
  it('has a budget for every page that is opened by its address', () => {
    const held = budgetsOfPages.flatMap(({ entry, rows }) => [entry, ...rows])
    for (const one of [...desks.map((desk) => desk.path), 'phone', 'login', 'paper', 'report']) expect(held).toContain(one)
    for (const { entry, most } of budgetsOfPages) if (entry === 'phone' && most > 130) expect.fail(`${entry} ${most}`)
  })
  it('has the words its files name, and those of no other page', () => {
    const keys = keysNeeded()
    const street = chosen('zh-CN', keys['/street']!)
    expect(street.street).toMatchObject({ part: { goods: '要物资' } })
    expect(street).not.toHaveProperty('report')
    expect(Object.keys(chosen('zh-CN', keys.login!)).sort()).not.toContain('incident')
  })
})
