// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { groundOf, outline, type IncidentLight } from '@/features/response/doors/outline'
import { useKept } from '@/kit/outbox/useKept'
import { held, heldUpTo } from '@/kit/queries/positions'
import { useOutbox } from '@/kit/outbox/useOutbox'

type Answer = { position: number }
const scopes: { stop: () => void }[] = []
beforeEach(() => void (useOutbox().account.value = 'account-1'))
afterEach(() => scopes.splice(0).forEach((scope) => scope.stop()))

/** A query whose answers hold everything up to these positions, the last one for ever; each is given when it is released. */
function asking(...positions: number[]) {
  let times = 0
  const waiting: (() => void)[] = []
  const scope = effectScope()
  scopes.push(scope)
  const kept = scope.run(() =>
    useKept<Answer>(
      () => 'question',
      () => new Promise((done) => waiting.push(() => done({ position: positions[Math.min(times++, positions.length - 1)]! }))),
      1,
    ),
  )!
  const answers = async (n: number) => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThanOrEqual(n))
    waiting.splice(0).forEach((give) => give())
    await vi.waitFor(() => expect(times).toBe(n))
  }
  return { kept, waiting, times: () => times, answers }
}
/** Waits until everything due within a few of the query's pauses has happened. */
const settled = async () => {
  for (let n = 0; n < 10; n++) await new Promise((done) => setTimeout(done, 2))
}

it('asks nothing for what an answer holds already, nor while a question is on its way that will hold it', async () => {
  const page = asking(7)
  page.kept.soon(5)
  await page.answers(1)
  await vi.waitFor(() => expect(page.kept.data).toEqual({ position: 7 }))
  page.kept.soon(7)
  page.kept.soon(3)
  await settled()
  expect([page.times(), page.waiting.length]).toEqual([1, 0])
})

it('asks once for all that came since', async () => {
  const page = asking(7, 9)
  await vi.waitFor(() => expect(page.waiting.length).toBe(1))
  page.waiting.splice(0).forEach((give) => give())
  await vi.waitFor(() => expect(page.kept.data).toEqual({ position: 7 }))
  for (const at of [8, 9, 8]) page.kept.soon(at)
  await vi.waitFor(() => expect(page.waiting.length).toBe(1))
  page.waiting.splice(0).forEach((give) => give())
  await vi.waitFor(() => expect(page.kept.data).toEqual({ position: 9 }))
  await settled()
  expect([page.times(), page.waiting.length]).toEqual([2, 0])
})

it('asks in any case where nothing is said of a position', async () => {
  const page = asking(7, 7)
  await vi.waitFor(() => expect(page.waiting.length).toBe(1))
  page.waiting.splice(0).forEach((give) => give())
  await vi.waitFor(() => expect(page.kept.data).toEqual({ position: 7 }))
  page.kept.soon()
  await vi.waitFor(() => expect(page.waiting.length).toBe(1))
})

it('knows how far an answer of several goes', () => {
  expect([heldUpTo(held([1], 5)), heldUpTo({ position: 3 }), heldUpTo([1]), heldUpTo(undefined)]).toEqual([5, 3, -1, -1])
})

const light = {
  id: 'i',
  stage: 'active',
  areaVersion: 1,
  communities: ['411502001001'],
  community: '411502001001',
  category: 'fire',
  priority: 'life',
  grade: null,
  doubt: null,
  takenBack: false,
  joinedInto: null,
  joined: [],
  tasks: { open: 3, taken: 1, done: 0, late: 0 },
} as unknown as IncidentLight

it('reads an incident anew for another area, stage or card, and its doors for another area or stage, but nothing because somebody is late or has taken a task', () => {
  const same = [
    { ...light, tasks: { ...light.tasks, late: 2 } },
    { ...light, tasks: { ...light.tasks, open: 2, taken: 2 } },
    { ...light, number: '浉河-2026-0002' },
    { ...light, grade: undefined },
  ]
  const elsewhere = [
    { ...light, areaVersion: 2 },
    { ...light, stage: 'contained' },
    { ...light, communities: ['411502001001', '411502001002'] },
    { ...light, joinedInto: 'main' },
  ]
  const more = [
    { ...light, tasks: { ...light.tasks, open: 9 } },
    { ...light, doubt: 'unplaced' },
  ]
  const [outlines, grounds] = [outline, groundOf].map(
    (of) => (all: object[]) => new Set(all.map((one) => of(one as unknown as IncidentLight) === of(light))),
  )
  expect([outlines!(same), grounds!(same), grounds!(more)]).toEqual([new Set([true]), new Set([true]), new Set([true])])
  expect([outlines!(elsewhere), grounds!(elsewhere), outlines!(more)]).toEqual([new Set([false]), new Set([false]), new Set([false])])
})
