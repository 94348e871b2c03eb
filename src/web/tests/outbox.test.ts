// @vitest-environment node
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Act, Stored } from '@/kit/outbox/act'
import { Acts } from '@/kit/outbox/acts'
import { alone } from '@/kit/outbox/alone'
import { openDatabase, type Database } from '@/kit/outbox/database'
import { Kept, longest } from '@/kit/outbox/kept'
import { forgetKeys } from '@/kit/outbox/forget'
import { Sealing } from '@/kit/outbox/sealing'
import { toBase64 } from '@/features/ground/attachments/base64'
import { sendAll, type Outcome } from '@/kit/outbox/sending'

const newKey = () => crypto.randomUUID()
let db: Database
let acts: Acts
let number = 0
const me = 'account-1'
beforeEach(async () => {
  db = await openDatabase(`test-${number++}`)
  acts = new Acts(db, new Sealing(db))
})

const done = (entity: string, more: Partial<Act> = {}): Act => ({
  key: newKey(),
  account: me,
  at: 1,
  entity,
  path: '/api/x',
  body: { note: '奶奶说的' },
  label: { word: 'outbox.told', values: {} },
  gesture: 'g',
  marks: [],
  ...more,
})
const taken = { kind: 'taken', position: 7 } as const
const refused = (code: string): Outcome => ({ kind: 'refused', refusal: { status: 409, code, sentence: '已由网格长接' } })

/** A server that remembers keys, as ours does. */
function server(answers: (act: Stored, times: number) => Outcome = () => taken) {
  const [asked, done_] = [[] as string[], new Set<string>()]
  return {
    asked,
    done: done_,
    post: async (act: Stored) => {
      asked.push(act.key)
      const outcome = answers(act, asked.filter((key) => key === act.key).length)
      if (outcome.kind === 'taken') done_.add(act.key)
      return outcome
    },
  }
}
const send = (post: (act: Stored) => Promise<Outcome>, more: Partial<Parameters<typeof sendAll>[0]> = {}) =>
  sendAll({
    acts,
    post,
    account: () => me,
    taken: () => undefined,
    now: () => 1_000,
    stillAlone: async () => undefined,
    pause: (atLeast) => Math.max(2_000, atLeast),
    ...more,
  })

describe('the outbox', () => {
  it('sends in the order in which things were done, each once', async () => {
    const told = [done('a'), done('b'), done('a')]
    await acts.add(told)
    const there = server()
    expect(await send(there.post)).toBe(0)
    expect(there.asked).toEqual(told.map((act) => act.key))
    expect(await acts.all()).toEqual([])
  })
  it('lets nothing overtake what waits before it on the same entity, and nothing else wait for it', async () => {
    const told = [done('a'), done('b'), done('a')]
    await acts.add(told)
    const there = server((act) => (act.key === told[0]!.key ? { kind: 'passing' } : taken))
    expect(await send(there.post)).toBeGreaterThan(0)
    expect(there.asked).toEqual([told[0]!.key, told[1]!.key])
    await send(server().post)
    expect(await acts.all()).toEqual([])
  })
  it('sends files after all that has none', async () => {
    const file = { type: 'image/jpeg', base64: btoa('picture') }
    const told = [done('file/a', { file }), done('b'), done('file/a', { file }), done('c')]
    await acts.add(told)
    const there = server()
    await send(there.post)
    expect(there.asked).toEqual([1, 3, 0, 2].map((n) => told[n]!.key))
  })
  it('seals a file as it seals all else, and gives it back as it was', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => n % 251)
    const base64 = await toBase64(new Blob([bytes]))
    await acts.add([done('a', { file: { type: 'image/jpeg', base64 } })])
    const [row] = await db.getAll('acts')
    expect(Object.keys(row!.told).sort()).toEqual(['bytes', 'iv'])
    const [kept] = await acts.all()
    expect(Uint8Array.from(atob(kept!.file!.base64), (one) => one.charCodeAt(0))).toEqual(bytes)
  })
  it('tries again with the same key after the network failed in the middle of it', async () => {
    await acts.add([done('a')])
    await send(async () => ({ kind: 'unreached' }))
    const [kept] = await acts.all()
    const there = server()
    await send(there.post)
    expect(there.asked).toEqual([kept!.key])
  })
  it('keeps what the server refuses, with its words, until somebody chooses', async () => {
    await acts.add([done('a'), done('a')])
    await send(server((act) => (act.seq === 1 ? refused('task.taken') : taken)).post)
    const [left, ...more] = await acts.all()
    expect([left!.refused?.sentence, more.length]).toEqual(['已由网格长接', 0])
    const again = server()
    await send(again.post)
    expect(again.asked).toEqual([])
    await acts.insist(left!)
    await send(again.post)
    expect(again.asked).toEqual([left!.key])
  })
  it('survives a reload between sending and hearing the answer, and is done once', async () => {
    await acts.add([done('a')])
    const there = server()
    // Killed after the server took it, before the phone heard of it.
    await send(async (act) => {
      await there.post(act)
      return { kind: 'unreached' }
    })
    await send(there.post)
    expect([there.asked.length, there.done.size]).toEqual([2, 1])
  })
  it('removes what is undone before it was sent, and says where it may be too late', async () => {
    await acts.add([done('a'), done('b')])
    const [first, second] = await acts.all()
    expect(await acts.undo(first!.seq)).toBe(true)
    await send(async () => ({ kind: 'unreached' }))
    expect(await acts.undo(second!.seq)).toBe(false)
    expect((await acts.all()).length).toBe(1)
  })
  it('holds back what cannot be taken back, until its moment', async () => {
    await acts.add([done('a', { hold: 6_000 }), done('a')])
    const there = server()
    expect(await send(there.post)).toBe(5_000)
    expect(there.asked).toEqual([])
    await send(there.post, { now: () => 6_000 })
    expect(there.asked.length).toBe(2)
  })
  it('tells what it did with somebody it added by the id the server gave them', async () => {
    const added = done('a', { marks: [{ community: '1', state: 'unchecked', visitor: true }] })
    const then = done('a', { path: `/api/doors/persons/${added.key}/check`, marks: [{ community: '1', person: added.key, state: 'safe' }] })
    await acts.add([added, then])
    const paths: string[] = []
    await send(async (act) => {
      paths.push(act.path)
      return act.key === added.key ? { ...taken, made: 'person-7' } : taken
    })
    expect(paths).toEqual(['/api/x', '/api/doors/persons/person-7/check'])
  })
  it('never sends in the name of somebody else', async () => {
    await acts.add([done('a', { account: 'somebody' })])
    const there = server()
    await send(there.post)
    expect([there.asked.length, (await acts.all()).length]).toEqual([0, 1])
  })
  it("is emptied by one tab at a time, with the browser's locks and without", async () => {
    for (const locks of [fakeLocks(), undefined]) {
      await acts.add(Array.from({ length: 10 }, () => done('a')))
      const there = server()
      const tab = (owner: string) => alone(db, owner, async (stillAlone) => void (await send(there.post, { stillAlone })), locks)
      await Promise.all(['one', 'two', 'three'].map(tab))
      await tab('one')
      expect(there.asked.length).toBe(10)
      expect(new Set(there.asked).size).toBe(10)
    }
  })
  it('writes nothing readable into the store', async () => {
    await acts.add([done('a')])
    const [row] = await db.getAll('acts')
    expect('plain' in row!.told).toBe(false)
    expect((await acts.all())[0]!.body).toEqual({ note: '奶奶说的' })
  })
})

describe('kept readings', () => {
  it('come back with their time, and not after twelve hours', async () => {
    const kept = new Kept(db, new Sealing(db))
    await kept.keep(me, 'list/1', ['18层'], Date.now() - 60_000)
    expect((await kept.read(me, 'list/1'))?.value).toEqual(['18层'])
    await kept.keep(me, 'list/1', ['18层'], Date.now() - longest)
    expect(await kept.read(me, 'list/1')).toBeUndefined()
    expect(await db.count('kept')).toBe(0)
  })
  it('are wiped with their incident, and all of them with the key', async () => {
    const sealing = new Sealing(db)
    const kept = new Kept(db, sealing)
    for (const name of ['doors/1', 'list/1', 'doors/2']) await kept.keep(me, name, name)
    await kept.wipe('doors/1')
    await kept.wipe('list/1')
    expect(await db.getAllKeys('kept')).toEqual([`${me}|doors/2`])
    await forgetKeys(db)
    expect(await new Kept(db, new Sealing(db)).read(me, 'doors/2')).toBeUndefined()
  })
  it('that nobody can open any more are said, and only those', async () => {
    await acts.add([done('a')])
    await acts.add([done('b', { account: 'account-2' })])
    expect((await acts.look()).lost).toEqual([])
    await db.delete('keys', me)
    const page = new Acts(db, new Sealing(db))
    expect((await page.look()).lost.map((one) => one.account)).toEqual([me])
    expect((await page.all()).map((one) => one.entity)).toEqual(['b'])
  })
  it('are not kept by an answer that comes after their owner has left', async () => {
    const kept = new Kept(db, new Sealing(db))
    await kept.keep(me, 'doors/1', 1)
    await Promise.all([kept.keep(me, 'list/1', 1), kept.close(), kept.keep(me, 'tasks', 1)])
    expect(await db.count('kept')).toBe(0)
  })
  it("are nobody else's", async () => {
    const kept = new Kept(db, new Sealing(db))
    await kept.keep(me, 'list/1', 1)
    expect(await kept.read('somebody', 'list/1')).toBeUndefined()
  })
})

/** Like browsers: a held lock is not given. */
function fakeLocks() {
  let held = false
  const request = async (_: string, __: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
    if (held) return work(null)
    held = true
    try {
      return await work({ name: 'outbox', mode: 'exclusive' })
    } finally {
      held = false
    }
  }
  return { request } as unknown as LockManager
}
