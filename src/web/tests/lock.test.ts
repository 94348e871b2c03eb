// @vitest-environment node
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Act } from '@/kit/outbox/act'
import { Acts } from '@/kit/outbox/acts'
import { openDatabase, type Database } from '@/kit/outbox/database'
import { Kept } from '@/kit/outbox/kept'
import { ofPhone } from '@/kit/outbox/forget'
import { mostWrong } from '@/kit/outbox/lock'
import { canLock, Sealing } from '@/kit/outbox/sealing'

const me = 'account-1'
const secret = 'A'.repeat(43)
const code = (digits: string) => ({ kind: 'code', code: digits }) as const
const list = ['13900000079']
const done: Act = {
  key: 'k',
  account: me,
  at: 1,
  entity: 'e',
  path: '/api/x',
  body: { note: '奶奶说的' },
  label: { word: 'outbox.told', values: {} },
  gesture: 'g',
  marks: [],
}
let db: Database
let number = 0
/** The page opened once more on the same phone: nothing from memory is open. */
const page = () => {
  const sealing = new Sealing(db)
  return { sealing, acts: new Acts(db, sealing), kept: new Kept(db, sealing) }
}
beforeEach(async () => void (db = await openDatabase(`lock-${number++}`)))
/** True when somebody waits for it; the promise goes on waiting. */
const waits = async (asked: Promise<unknown>) => {
  const late = Symbol()
  return (await Promise.race([asked, new Promise((over) => setTimeout(() => over(late), 50))])) === late
}

it('opens what was kept before it was set, with the code', async () => {
  const before = page()
  await before.kept.keep(me, 'list/1', list)
  await before.acts.add([done])
  await before.sealing.setLock(me, code('135790'))
  const { sealing, kept, acts } = page()
  const asked = kept.read(me, 'list/1')
  expect(await waits(asked)).toBe(true)
  // Acts that wait for their lock are not lost.
  expect(await acts.look()).toEqual({ stored: [], lost: [] })
  expect(await sealing.openWith(me, code('000000'))).toBe('wrong')
  expect(await sealing.openWith(me, code('135790'))).toBe('open')
  expect((await asked)?.value).toEqual(list)
  expect((await acts.all()).map((act) => act.body)).toEqual([done.body])
})

it('leaves no key on the phone, neither open nor in a form that a page could use', async () => {
  const { sealing, kept } = page()
  await kept.keep(me, 'list/1', list)
  await sealing.setLock(me, code('135790'))
  for (const entry of await db.getAll('keys')) {
    expect(entry).not.toBeInstanceOf(CryptoKey)
    expect(Object.keys(entry).sort()).toEqual(['byOwner', 'id'])
  }
})

it('opens by itself for a session, whether the server spoke before or after it was set', async () => {
  const first = page()
  await first.sealing.serverSays(me, secret)
  await first.kept.keep(me, 'list/1', list)
  await first.sealing.setLock(me, code('135790'))
  const { sealing, kept } = page()
  const asked = kept.read(me, 'list/1')
  expect(await waits(asked)).toBe(true)
  await sealing.serverSays(me, secret)
  expect((await asked)?.value).toEqual(list)
})

it('opens for the next session after its owner has opened it once, also where the server says another secret now', async () => {
  const first = page()
  await first.sealing.serverSays(me, 'B'.repeat(43))
  await first.kept.keep(me, 'list/1', list)
  await first.sealing.setLock(me, code('135790'))
  const second = page()
  await second.sealing.serverSays(me, secret)
  expect((await second.sealing.lockOf(me)).locked).toBe(true)
  await second.sealing.openWith(me, code('135790'))
  expect((await second.kept.read(me, 'list/1'))?.value).toEqual(list)
  const third = page()
  await third.sealing.serverSays(me, secret)
  expect((await third.kept.read(me, 'list/1'))?.value).toEqual(list)
})

it(`is the server's alone to open after ${mostWrong} wrong codes`, async () => {
  const first = page()
  await first.sealing.serverSays(me, secret)
  await first.kept.keep(me, 'list/1', list)
  await first.sealing.setLock(me, code('135790'))
  const { sealing, kept } = page()
  for (let n = 1; n < mostWrong; n++) expect(await sealing.openWith(me, code('111111'))).toBe('wrong')
  expect(await sealing.openWith(me, code('111111'))).toBe('too-often')
  expect(await sealing.openWith(me, code('135790'))).toBe('too-often')
  expect((await sealing.lockOf(me)).by).toBeUndefined()
  await sealing.serverSays(me, secret)
  expect((await kept.read(me, 'list/1'))?.value).toEqual(list)
}, 60_000)

it('set on one page while another one writes: nothing is sealed under the key that left', async () => {
  const [one, other] = [page(), page()]
  await one.kept.keep(me, 'list/1', list)
  const writing = Promise.all([1, 2, 3].map((n) => other.acts.add([{ ...done, key: `k${n}` }])))
  await one.sealing.setLock(me, code('135790'))
  await vi.waitFor(() => expect(one.acts.all()).resolves.toBeDefined())
  await one.sealing.serverSays(me, secret)
  await one.sealing.lockOf(me)
  await other.sealing.serverSays(me, secret)
  await writing
  const last = page()
  await last.sealing.serverSays(me, secret)
  expect((await last.acts.all()).map((act) => act.key).sort()).toEqual(['k1', 'k2', 'k3'])
})

it('taken off, what was sealed is opened by the key in the browser again', async () => {
  const first = page()
  await first.acts.add([done])
  await first.sealing.setLock(me, code('135790'))
  await first.sealing.removeLock(me)
  expect((await page().acts.all()).length).toBe(1)
})

it('an act that was begun while the lock is set stays begun', async () => {
  const { sealing, acts } = page()
  await acts.add([done])
  const setting = sealing.setLock(me, code('135790'))
  await acts.begin(1)
  await setting
  expect((await acts.all()).map((act) => act.begun)).toEqual([true])
})

it('is adopted by the store of a drill, and opens there as it does in the live one', async () => {
  const live = page()
  await live.sealing.serverSays(me, secret)
  await live.sealing.setLock(me, code('135790'))
  const store = await openDatabase(`drill-${number++}`)
  const drill = new Sealing(store)
  await drill.serverSays(me, secret)
  const sealed = await drill.seal(me, list)
  await new Kept(store, drill).keep(me, 'list/1', list)
  await drill.adopt(me, db)
  expect(await store.getAll('keys')).toEqual(await db.getAll('keys'))
  expect(await drill.open(me, sealed)).toBeUndefined()

  const later = new Sealing(store)
  const read = new Kept(store, later).read(me, 'list/1')
  expect(await waits(read)).toBe(true)
  expect(await later.openWith(me, code('135790'))).toBe('open')
  expect((await read)?.value).toEqual(list)
})

it('is not adopted where nobody has opened it: the drill keeps the key it has', async () => {
  await page().sealing.setLock(me, code('135790'))
  const store = await openDatabase(`drill-${number++}`)
  const drill = new Sealing(store)
  const sealed = await drill.seal(me, list)
  await drill.adopt(me, db)
  expect(await drill.open(me, sealed)).toEqual(list)
})

it('can be set only where the browser has locks of its own', () => {
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', {})
  expect(canLock()).toBe(false)
  vi.stubGlobal('navigator', { locks: {} })
  expect(canLock()).toBe(true)
  vi.unstubAllGlobals()
})

it('that is required comes before anything is kept; what was read is kept as soon as it is set', async () => {
  const { sealing, kept, acts } = page()
  await kept.keep(me, 'list/before', list)
  await kept.of(me, 'grants', true)
  await kept.keep(me, 'list/1', list)
  await kept.keep(me, 'doors/1', 'older')
  await kept.keep(me, 'doors/1', 'newer')
  await kept.keep(me, 'doors/2', 'ended')
  await kept.keep(ofPhone, 'owner', me)
  await acts.add([done])
  await kept.only(['1'])
  expect((await db.getAllKeys('kept')).map(String)).toEqual([`${ofPhone}|owner`])
  expect((await acts.all()).length).toBe(1)

  await sealing.setLock(me, code('135790'))
  await kept.keepHeld()
  expect((await kept.read(me, 'list/1'))?.value).toEqual(list)
  expect((await kept.read(me, 'doors/1'))?.value).toBe('newer')
  expect(await kept.read(me, 'doors/2')).toBeUndefined()
  await kept.of(me, 'grants', true)
  expect((await db.getAllKeys('kept')).length).toBe(3)
})

it('that is required keeps nothing of who leaves', async () => {
  const { sealing, kept } = page()
  await kept.of(me, 'grants', true)
  await kept.keep(me, 'list/1', list)
  await kept.close()
  await sealing.setLock(me, code('135790'))
  await kept.keepHeld()
  expect(await db.getAllKeys('kept')).toEqual([])
})
