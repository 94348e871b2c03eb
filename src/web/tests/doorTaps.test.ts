import { createRouter } from 'vue-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { oneAtATime, single } from '@/kit/parts/oneAtATime'
import { phoneHistory } from '@/kit/phone/history'
import { go, goesBy, replace } from '@/kit/phone/route'

function held() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

it('a tap while the last is being saved does nothing once another door is shown', async () => {
  let shown = 'one'
  const [once, saving, done] = [oneAtATime(() => shown), held(), vi.fn()]
  const first = once(async () => {
    await saving.promise
    done('first')
    shown = 'two'
  })
  const second = once(() => done('second'))
  saving.resolve()
  await Promise.all([first, second])
  await once(() => done('third'))
  expect(done.mock.calls.flat()).toEqual(['first', 'third'])
})

it('a tap at the same door while the last is being saved is not lost: one more person, then safe', async () => {
  const [once, saving, done] = [oneAtATime(() => 'one'), held(), vi.fn()]
  const added = once(() => saving.promise.then(() => done('added')))
  const safe = once(() => done('safe'))
  saving.resolve()
  await Promise.all([added, safe])
  expect(done.mock.calls.flat()).toEqual(['added', 'safe'])
})

it('takes the next tap after one that failed', async () => {
  const [once, done] = [oneAtATime(() => 'one'), vi.fn()]
  const failed = once(() => Promise.reject(new Error('not stored')))
  const next = once(done)
  await expect(failed).rejects.toThrow('not stored')
  await next
  expect(done).toHaveBeenCalledOnce()
})

const page = { render: () => null }
/** Requested destinations, step by step; steps back are no new request. */
const asked: string[] = []
beforeEach(async () => {
  const router = createRouter({
    history: phoneHistory(),
    routes: [
      { path: '/', component: page },
      { path: '/:page/:arg?/:sheet?', component: page },
    ],
  })
  asked.length = 0
  for (const how of ['push', 'replace'] as const) {
    const step = router[how]
    router[how] = (to) => {
      asked.push(router.resolve(to).path)
      return step(to)
    }
  }
  goesBy(router)
  await router.push('/door/one')
})

it('goes on where the browser does not go back', async () => {
  go('door', 'one', 'moved')
  await vi.waitFor(() => expect(location.hash).toBe('#door/one/moved'))
  const stays = vi.spyOn(history, 'back').mockReturnValue(undefined)
  await replace('door', 'two')
  stays.mockRestore()
  expect(location.hash).toBe('#door/two')
  go('door', 'two', 'help')
  await vi.waitFor(() => expect(location.hash).toBe('#door/two/help'))
})

it('goes from a sheet of one door to the next door, and nothing opens on top of it on the way', async () => {
  go('door', 'one', 'moved')
  await vi.waitFor(() => expect(location.hash).toBe('#door/one/moved'))
  const next = replace('door', 'two')
  go('door', 'one', 'help')
  await next
  expect([location.hash, asked]).toEqual(['#door/two', ['/door/one', '/door/one/moved', '/door/two']])
  go('door', 'two', 'help')
  await vi.waitFor(() => expect(location.hash).toBe('#door/two/help'))
})

it('each act of its own waits for nothing but itself', async () => {
  const [saving, done] = [held(), vi.fn()]
  const [tell, hand] = [single((what: string) => saving.promise.then(() => done(what))), single(async (what: string) => done(what))]
  const first = tell('told')
  await Promise.all([tell('told again'), hand('handed')])
  saving.resolve()
  await first
  expect(done.mock.calls.flat()).toEqual(['handed', 'told'])
})
