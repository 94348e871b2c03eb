import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onScopeDispose, ref, watch } from 'vue'
import { expect, it, vi } from 'vitest'
import { beginAnew, owned } from '@/session/session'
import { session } from '@/session/who'

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

// What belongs to the browser on this table, whoever sits before it: its sound, its look, pictures that were drawn once.
const ofTheBrowser = new Set(['sound/tones.ts', 'look/theme.ts', 'parts/hand.ts', 'map/drawn.ts', 'session/session.ts'])

it('is where state is kept: no module has any of its own', () => {
  const state = /^let |^(?:export )?const [^=]*= (?:readonly\()?(?:ref|shallowRef|reactive|shallowReactive|customRef)\b|^(?:export )?const [^=]*= new (?:Map|Set|BroadcastChannel|Session)(?:<.*>)?\(\)|^(?:void )?(?:addEventListener|setInterval|setTimeout|document\.addEventListener)\(/m
  const modules = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  const found = modules.map((name) => name.replaceAll('\\', '/')).flatMap((name) => {
    const line = state.exec(readFileSync(join('src', name), 'utf8'))?.[0]
    return line && !ofTheBrowser.has(name) ? [`${name}: ${line}`] : []
  })
  expect(modules.length).toBeGreaterThan(80)
  expect(found).toEqual([])
})
