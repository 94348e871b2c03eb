import { flushPromises } from '@vue/test-utils'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { computed, effectScope, ref, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Act } from '@/kit/outbox/act'
import { goesBy } from '@/kit/phone/route'
import { session } from '@/base/session/who'
import { beginAnew } from '@/base/session/session'
import { answerTo, lot, now, pick, schemas, valueOf } from './samples'
import { called } from './types'

const permissions = readFileSync(join(import.meta.dirname, '../../../../tests/frozen/permissions.txt'), 'utf8')
  .split(/\r?\n/)
  .filter(Boolean)
  .map((line) => line.slice(0, line.indexOf(':')))

/** Everything that left the page: requests, acts for the outbox, calls of given functions. */
export const left = called
let at = ''

/** Answers every request by the server's own description, and records what is sent. */
export async function answered(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const body = request.method === 'GET' ? '' : await request.text()
  if (request.method !== 'GET') left.push(`${request.method} ${pathname}${search} ${body}`)
  const made = answerTo(request.method, pathname, `${at} ${search}`)
  return new Response(made === undefined ? null : JSON.stringify(made), {
    status: made === undefined ? 204 : 200,
    headers: { 'Content-Type': 'application/json' },
  })
}

const label = ({ label: { word, values } }: Pick<Act, 'label'>) => `${word} ${JSON.stringify(values)}`
/** An outbox that records its acts. */
export function outbox() {
  const [stored, taken, online] = [shallowRef<Act[]>([]), shallowRef([]), ref(true)]
  const act = async (news: readonly Act[], back: readonly Act[] | null = null) => {
    for (const one of news)
      left.push(
        `act ${one.entity} ${one.path} ${JSON.stringify(one.body)} ${label(one)} ${JSON.stringify(one.marks)} ${one.hold ? one.hold - now : ''} ${one.care ?? ''}`,
      )
    for (const one of back ?? []) left.push(`back ${one.path} ${JSON.stringify(one.body)}`)
    return news.map((_, i) => `key${i}`)
  }
  const none = computed(() => [])
  return {
    parts: async () => ({
      kept: { keep: async () => undefined, read: async () => undefined, wipe: async () => undefined, only: async () => undefined },
    }),
    account: ref('account1'),
    grants: ref('g'),
    online,
    last: ref(null),
    undone: ref(null),
    taken,
    unsent: stored,
    lost: none,
    others: ref(0),
    waiting: none,
    refused: none,
    gestures: none,
    act,
    note: act,
    undo: async () => undefined,
    nudge: () => undefined,
    settled: () => undefined,
    refresh: async () => undefined,
    insist: async () => undefined,
    drop: async () => undefined,
  }
}

let drawn = 0
type Dom = { settings: { navigation: Record<string, boolean> }; setURL: (url: string) => void }
const { happyDOM } = window as unknown as { happyDOM: Dom }

/** Freezes the time and replaces chance by a counter. */
export function still() {
  process.env.TZ = 'Asia/Shanghai'
  for (const way of ['disableMainFrameNavigation', 'disableChildFrameNavigation', 'disableChildPageNavigation'])
    happyDOM.settings.navigation[way] = true
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'], now })
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    const bytes = into as unknown as Uint8Array
    bytes.fill(0)
    bytes[bytes.length - 1] = ++drawn
    return into
  })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  vi.stubGlobal('isSecureContext', true)
  // A browser that lets no page sound yet.
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly state = 'suspended'
      readonly resume = async () => undefined
    },
  )
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  // A file that is handed over leaves the page where it is.
  const click = HTMLAnchorElement.prototype.click
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (this.download) left.push(`download ${this.download}`)
    else click.call(this)
  })
  for (const name of ['confirm', 'alert', 'print'])
    vi.stubGlobal(name, (text?: string) => {
      left.push(`${name} ${text ?? ''}`)
      return true
    })
}

/** Signs in somebody with nearly all permissions, on a page of their own. */
export async function begin(where: string) {
  at = where
  vi.clearAllTimers()
  vi.setSystemTime(now)
  drawn = 0
  left.length = 0
  localStorage.clear()
  beginAnew()
  const who = valueOf(schemas.SessionShown!, where) as object
  const all = where.endsWith('#0')
  const may = permissions.filter((one) => all || lot(`${where} ${one}`) % 4 > 0)
  const division = pick(`${where} division`, ['411502', '411502001', '411502001001'])
  const scopes = [{ division, grid: null, building: null, unit: null }]
  session.value = { ...who, scopes, account: 'account1', may, mayAssigned: permissions } as never
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:page?/:arg?/:sheet?', component: { render: () => null } }],
  })
  goesBy(router)
  await router.push('/')
  return { router, scope: effectScope(true) }
}

/** Waits until nothing more is on its way: requests are answered, and separate chunks are loaded. */
export async function calm() {
  for (let i = 0; i < 3; i++) {
    await flushPromises()
    vi.advanceTimersByTime(1)
  }
  await vi.dynamicImportSettled()
  await flushPromises()
}

const dull = /^(data-v-|style$|xmlns|viewBox|width$|height$|stroke|fill|d$)/
/** Visible content, a line for each element with a text or a meaning. */
export function said(root: Element): string[] {
  const lines: string[] = []
  const walk = (element: Element) => {
    if (element.tagName.toLowerCase() === 'svg') {
      lines.push(`svg ${element.getAttribute('class') ?? ''}`)
      return
    }
    const own = [...element.childNodes]
      .flatMap((node) => (node.nodeType === 3 ? (node.textContent ?? '').replace(/\s+/g, ' ').trim() : []))
      .filter(Boolean)
    const attributes = [...element.attributes]
      .filter((one) => !dull.test(one.name) || (one.name === 'style' && one.value))
      .map((one) => `${one.name}=${one.value.replace(/(\bv|v:)-?\d+\b/g, 'v').replace(/^blob:.*/, 'blob:')}`)
    const input = element as HTMLInputElement
    const state = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) ? `value=${input.value} ${input.checked ? 'checked' : ''}` : ''
    lines.push([element.tagName.toLowerCase(), ...attributes, state, ...own].filter(Boolean).join(' '))
    for (const child of element.children) walk(child)
  }
  walk(root)
  return lines
}

/** Digest: short, and another one after any change. */
export function digest(lines: readonly string[]): string {
  const whole = lines.join('\n')
  return [0, 1]
    .map((n) => lot(`${n}${whole}`).toString(36))
    .join('')
    .slice(0, 10)
}
