// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { afterEach, expect, it, vi } from 'vitest'
import { liveNow } from '@/base/clock'
import { parts, useOutbox } from '@/kit/outbox/useOutbox'
import { api, session } from '@/base/api/http'
import { beginAnew } from '@/base/session/session'
import { useStanding, type Part } from '@/features/residents/keptLists/standing'

vi.mock('@/features/response/doors/here', () => ({ useHere: () => ({ onMine: () => undefined }) }))
const part = (community: string) => ({ listId: community, community, name: community, bare: false, items: [] }) as unknown as Part
const list = { lists: [part('411502001001')], count: 0, hours: 12, position: 1 }
const stored = async () => (await parts()).kept.read('account-1', 'standing')
afterEach(() => beginAnew())

/** A phone that has kept a list, under these rights. */
async function keeping() {
  const { account, grants } = useOutbox()
  grants.value = 'grid-chief'
  await (await parts()).kept.of('account-1', 'grid-chief')
  await (await parts()).kept.keep('account-1', 'standing', list, liveNow())
  account.value = 'account-1'
  const standing = useStanding()
  await vi.waitFor(() => expect(standing.kept.value).toBeDefined())
  return { standing, grants }
}

it('shows what the phone has kept, and forgets it as soon as its owner has other rights', async () => {
  const { standing, grants } = await keeping()
  expect(standing.offered.value).toBe(true)
  grants.value = 'volunteer'
  await vi.waitFor(async () => expect(await stored()).toBeUndefined())
  expect([standing.kept.value, standing.opened.value, standing.offered.value]).toEqual([undefined, false, false])
})

it('forgets a list on which a community stands that is not its owner’s any more', async () => {
  let give = () => {}
  const items = [{ community: '411502001002', name: '例店' }]
  const said = new Promise((done) => (give = () => done({ data: { items, position: 1 }, response: new Response() })))
  vi.spyOn(api, 'GET').mockImplementation((() => said) as unknown as typeof api.GET)
  session.value = { may: ['standing.keep'], mayAssigned: [], roles: [], scopes: [] } as unknown as typeof session.value
  const { standing } = await keeping()
  give()
  await vi.waitFor(async () => expect(await stored()).toBeUndefined())
  expect(standing.kept.value).toBeUndefined()
  session.value = null
})

it('says that it is gone once it is, and does not bring it back by itself', async () => {
  const { standing } = await keeping()
  standing.setDaily(true)
  const gone = standing.forgetNow()
  expect([standing.opened.value, standing.kept.value === undefined, standing.everyDay.value]).toEqual([false, false, false])
  await gone
  expect([await stored(), standing.kept.value]).toEqual([undefined, undefined])
})

it('does not keep a list that was on its way while the one before was forgotten', async () => {
  const { standing } = await keeping()
  let give = () => {}
  const said = new Promise((done) => (give = () => done({ data: list, response: new Response() })))
  vi.spyOn(api as unknown as { POST: () => Promise<unknown> }, 'POST').mockImplementation(() => said)
  const again = standing.keep()
  await standing.forgetNow()
  give()
  await again
  expect([await stored(), standing.kept.value]).toEqual([undefined, undefined])
})
