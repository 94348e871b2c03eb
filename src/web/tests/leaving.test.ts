// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Act } from '@/kit/outbox/act'
import { Acts } from '@/kit/outbox/acts'
import { openDatabase } from '@/kit/outbox/database'
import { grantsOf } from '@/kit/outbox/grants'
import { Kept } from '@/kit/outbox/kept'
import { Sealing } from '@/kit/outbox/sealing'
import { parts } from '@/kit/outbox/useOutbox'
import { beginAnew } from '@/base/session/session'
import { session } from '@/base/session/who'

const names = ['emergency-team', 'emergency-team-drill-1']
const went = vi.spyOn(location, 'assign').mockReturnValue(undefined)
const { forget, signOut, useLeft } = await import('@/kit/leaving/leaving')
const unsent: Act = {
  key: 'k',
  account: 'secretary',
  at: 1,
  entity: 'e',
  path: '/api/x',
  body: { note: '奶奶说的' },
  label: { word: 'outbox.told', values: {} },
  gesture: 'g',
  marks: [],
}

async function opened(name: string) {
  const db = await openDatabase(name)
  const sealing = new Sealing(db)
  return { db, kept: new Kept(db, sealing), acts: new Acts(db, sealing) }
}
beforeEach(async () => {
  beginAnew()
  went.mockClear()
  localStorage.clear()
  for (const name of names) {
    const { db, kept } = await opened(name)
    for (const store of ['acts', 'kept', 'keys'] as const) await db.clear(store)
    await kept.keep('secretary', 'list/1', ['13900000079'])
    await kept.keep('grid', 'doors/1', ['6-2-301'])
    db.close()
  }
})

it('forgets on every page what was read here, of live and of drills, of whoever read it', async () => {
  await forget()
  for (const name of names) {
    const { db } = await opened(name)
    expect([await db.count('kept'), await db.count('keys')]).toEqual([0, 0])
    db.close()
  }
})

it('keeps what was not told yet, and the key of its owner alone', async () => {
  const before = await opened(names[0]!)
  await before.acts.add([unsent])
  await forget()
  const { db, acts } = await opened(names[0]!)
  expect((await acts.all()).map((one) => one.body)).toEqual([unsent.body])
  expect([await db.getAllKeys('keys'), await db.count('kept')]).toEqual([['secretary'], 0])
  db.close()
})

it('also while readings are still on their way', async () => {
  const { kept } = await parts()
  const late = kept.keep('secretary', 'impact/1', ['late'])
  await forget()
  await Promise.all([late, kept.keep('secretary', 'tasks', ['later'])])
  const { db } = await opened(names[0]!)
  expect(await db.count('kept')).toBe(0)
  db.close()
})

it('goes although the server cannot be told, and tells it before anybody is known here again', async () => {
  const asked: string[] = []
  let reached = false
  vi.stubGlobal('fetch', async (request: Request) => {
    if (!reached) throw new TypeError('no network')
    asked.push(request.method)
    return new Response(JSON.stringify({ account: 'secretary', antiforgery: 'a', roles: [], scopes: [] }), {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
    })
  })
  session.value = { account: 'secretary', antiforgery: 'a' } as never
  await signOut()
  // The sign-in page would be the browser's own "no network" page: ours stands in its place.
  expect([went.mock.calls.length, useLeft().value]).toEqual([0, '/login'])
  const { db } = await opened(names[0]!)
  expect([await db.count('kept'), session.value]).toEqual([0, null])
  db.close()
  reached = true
  const { whoAmI } = await import('@/base/api/session')
  expect(await whoAmI()).toBe(null)
  expect(asked).toEqual(['GET', 'DELETE'])
})

it('nobody is rung any more on a browser they have signed out of', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`.trim())
    return new Response('{}', { status: 200, headers: { 'Content-Type': 'application/json' } })
  })
  const subscription = { endpoint: 'https://push.example/1', unsubscribe: vi.fn(async () => true) }
  const registration = { pushManager: { getSubscription: async () => subscription } }
  vi.stubGlobal('PushManager', class {})
  vi.stubGlobal('Notification', class {})
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: { getRegistration: async () => registration } })
  session.value = { account: 'secretary', antiforgery: 'a' } as never
  await signOut()
  expect(asked.slice(0, 2)).toEqual(['POST /api/session/pushes/end {"endpoint":"https://push.example/1"}', 'DELETE /api/session'])
  expect(subscription.unsubscribe).toHaveBeenCalledOnce()
  Reflect.deleteProperty(navigator, 'serviceWorker')
  vi.unstubAllGlobals()
})

it("nobody's key opens what is another's", async () => {
  const { db } = await opened(names[0]!)
  const sealing = new Sealing(db)
  const told = await sealing.seal('secretary', 'hers')
  expect([await sealing.open('secretary', told), await sealing.open('grid', told), await sealing.open('nobody', told)]).toEqual([
    'hers',
    undefined,
    undefined,
  ])
  db.close()
})

it('who comes with other grants, and whoever else comes, finds nothing of before', async () => {
  const [before, after] = [
    { roles: ['secretary'], scopes: [{ division: '411502001001' }] },
    { roles: ['observer'], scopes: [{ division: '411502001001' }] },
  ].map((one) => grantsOf(one as never))
  const { db, kept } = await opened(names[0]!)
  await kept.of('secretary', before!)
  expect(await db.getAllKeys('kept')).toEqual(['secretary|list/1'])
  await kept.keep('secretary', 'doors/1', 1)
  await kept.of('secretary', before!)
  expect(await db.count('kept')).toBe(2)
  await kept.of('secretary', after!)
  // Data kept by an earlier version of the page has no grants: it goes with its time.
  expect(await db.getAllKeys('kept')).toEqual(['secretary|list/1'])
  db.close()
})
