import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onScopeDispose, ref, watch } from 'vue'
import { expect, it, vi } from 'vitest'
import { beginAnew, owned } from '@/base/session/session'
import { mayDo, mayDoAssigned } from '@/base/session/may'
import { session } from '@/base/session/who'

it('makes each part once, and ends all of them together', () => {
  const ended: string[] = []
  const [made, lived] = [{ times: 0 }, ref(0)]
  const part = owned(() => {
    made.times++
    const seen: number[] = []
    watch(lived, (now) => seen.push(now), { flush: 'sync' })
    onScopeDispose(() => ended.push('part'))
    return { seen }
  })
  const [one, two] = [part(), part()]
  lived.value = 1
  expect([made.times, one === two, one.seen]).toEqual([1, true, [1]])
  beginAnew()
  lived.value = 2
  expect([ended, one.seen]).toEqual([['part'], [1]])
  expect(part()).not.toBe(one)
})

it('shows nobody who was here before', () => {
  session.value = { account: 'a' } as never
  const shown = vi.fn()
  watch(session, shown, { flush: 'sync' })
  beginAnew()
  expect([session.value, shown.mock.calls.length]).toEqual([null, 1])
})

it('may what the server says, in the whole scope or for what one is assigned to', () => {
  session.value = { may: ['order.see'], mayAssigned: ['doors.read'] } as never
  expect([
    mayDo('order.see'),
    mayDo('doors.read'),
    mayDo('task.cancel', 'order.see'),
    mayDoAssigned('doors.read'),
    mayDoAssigned('order.see'),
    mayDoAssigned('task.cancel'),
  ]).toEqual([true, false, true, true, true, false])
  beginAnew()
  expect([mayDo('order.see'), mayDoAssigned('doors.read')]).toEqual([false, false])
})

it('is asked for permissions, not for roles; these ask who one is, not what one may', () => {
  const asking = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(vue|ts)$/.test(name) && /\bhasRole\(/.test(readFileSync(join('src', name), 'utf8')),
  )
  expect(asking.map((name) => name.replaceAll('\\', '/')).sort()).toEqual([
    'features/care/temporaryCare/CareTable.vue',
    'features/drills/schedules/DrillCalendar.vue',
    'features/drills/schedules/PrepareDrill.vue',
    'features/response/doors/people.ts',
    'features/response/orders/OrderDialog.vue',
  ])
})

// State of the browser itself, whoever uses it: its sound, its look, pictures that were drawn once, its words and its router.
const ofTheBrowser = new Set([
  'kit/sound/tones.ts',
  'base/look/theme.ts',
  'kit/parts/hand.ts',
  'kit/map/drawn.ts',
  'base/session/session.ts',
  'base/words/index.ts',
  'kit/phone/route.ts',
])

it('is where state is kept: no module has any of its own', () => {
  const state =
    /^let |^(?:export )?const [^=]*= (?:readonly\()?(?:ref|shallowRef|reactive|shallowReactive|customRef)\b|^(?:export )?const [^=]*= new (?:Map|Set|BroadcastChannel|Session)(?:<.*>)?\(\)|^(?:void )?(?:addEventListener|setInterval|setTimeout|document\.addEventListener)\(/m
  const modules = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
  )
  const found = modules
    .map((name) => name.replaceAll('\\', '/'))
    .flatMap((name) => {
      const line = state.exec(readFileSync(join('src', name), 'utf8'))?.[0]
      return line && !ofTheBrowser.has(name) ? [`${name}: ${line}`] : []
    })
  expect(modules.length).toBeGreaterThan(80)
  expect(found).toEqual([])
})
