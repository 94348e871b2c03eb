// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Act } from '@/kit/outbox/act'
import { Acts } from '@/kit/outbox/acts'
import { openDatabase, type Database } from '@/kit/outbox/database'
import { ofPhone } from '@/kit/outbox/forget'
import { half } from '@/kit/outbox/half'
import { Kept } from '@/kit/outbox/kept'
import { Sealing } from '@/kit/outbox/sealing'
import { beginAnew } from '@/base/session/session'

vi.spyOn(location, 'assign').mockReturnValue(undefined)
const { forget } = await import('@/kit/leaving/leaving')
const me = 'account-1'
const secret = 'A'.repeat(43)
const list = ['13900000079']
const unsent: Act = {
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
/** The page opened once more on the same phone: nothing from memory is open. */
const page = () => {
  const sealing = new Sealing(db)
  return { sealing, acts: new Acts(db, sealing), kept: new Kept(db, sealing) }
}
/** All rows, as they lie in the browser's files even after deletion. */
async function copied() {
  const rows = await db.getAll('kept')
  const keys = await Promise.all((await db.getAllKeys('keys')).map(async (name) => [name, (await db.get('keys', name))!] as const))
  return async () => {
    for (const row of rows) await db.put('kept', row)
    for (const [name, entry] of keys) await db.put('keys', entry, name)
  }
}
const soon = (asked: Promise<unknown>) => Promise.race([asked, new Promise((over) => setTimeout(() => over('waits'), 50))])

beforeEach(async () => {
  beginAnew()
  await forget()
  db = await openDatabase()
  for (const store of ['acts', 'kept', 'keys'] as const) await db.clear(store)
})

it('opens what was kept without network for as long as the session is there, and asks for nothing', async () => {
  const first = page()
  await first.sealing.serverSays(me, secret)
  await first.kept.keep(me, 'list/1', list)
  const { sealing, kept } = page()
  expect(await sealing.lockOf(me)).toMatchObject({ set: false, locked: false })
  expect((await kept.read(me, 'list/1'))?.value).toEqual(list)
})

it('leaves nothing behind that opens what the files of the browser still hold after leaving', async () => {
  const { sealing, kept } = page()
  await sealing.serverSays(me, secret)
  await kept.keep(me, 'list/1', list)
  await kept.keep(ofPhone, 'owner', me)
  const again = await copied()
  for (const entry of await db.getAll('keys')) expect(entry).not.toBeInstanceOf(CryptoKey)
  await forget()
  expect(half()).toBeUndefined()
  await again()
  const thief = page()
  expect(await soon(thief.kept.read(me, 'list/1'))).toBe('waits')
  expect(await thief.kept.read(ofPhone, 'owner')).toBeUndefined()
  expect((await thief.sealing.lockOf(me)).locked).toBe(true)
})

it('keeps what was not told for its owner, whom the server knows again', async () => {
  const { sealing, acts } = page()
  await sealing.serverSays(me, secret)
  await acts.add([unsent])
  await forget()
  expect(half()).toBeUndefined()
  const back = page()
  expect(await back.acts.look()).toEqual({ stored: [], lost: [] })
  await back.sealing.serverSays(me, secret)
  expect((await back.acts.all()).map((one) => one.body)).toEqual([unsent.body])
  // Also without network from now on.
  expect((await page().acts.all()).map((one) => one.body)).toEqual([unsent.body])
})

it('keeps its half where nothing else opens what was not told', async () => {
  const { acts } = page()
  await acts.add([unsent])
  await forget()
  expect((await page().acts.all()).map((one) => one.body)).toEqual([unsent.body])
})

it('draws another key where the half is gone and the server has none', async () => {
  const before = page()
  await before.kept.keep(ofPhone, 'owner', me)
  const again = await copied()
  await forget()
  await again()
  const { kept } = page()
  await kept.keep(ofPhone, 'owner', 'account-2')
  expect((await kept.read(ofPhone, 'owner'))?.value).toBe('account-2')
})

it('wraps the key that an earlier version of the page left open', async () => {
  const open = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await db.put('keys', open, me)
  const { sealing, kept } = page()
  await kept.keep(me, 'list/1', list)
  await sealing.serverSays(me, secret)
  expect(await db.get('keys', me)).not.toBeInstanceOf(CryptoKey)
  expect((await page().kept.read(me, 'list/1'))?.value).toEqual(list)
})

it('is a lock no longer once the owner has taken it off', async () => {
  const { sealing, kept } = page()
  await sealing.serverSays(me, secret)
  await kept.keep(me, 'list/1', list)
  await sealing.setLock(me, { kind: 'code', code: '135790' })
  expect((await page().sealing.lockOf(me)).set).toBe(true)
  await sealing.removeLock(me)
  expect(await page().sealing.lockOf(me)).toMatchObject({ set: false, locked: false })
  expect((await page().kept.read(me, 'list/1'))?.value).toEqual(list)
})
