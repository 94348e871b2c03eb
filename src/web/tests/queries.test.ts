import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { Refused } from '@/base/api/http'
import { useQueries } from '@/kit/queries/cache'
import { useNews } from '@/kit/queries/news'
import { useQuery, type Options } from '@/kit/queries/query'
import { useRead } from '@/kit/queries/read'
import { beginAnew } from '@/base/session/session'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  beginAnew()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const passed = (ms = 1) => vi.advanceTimersByTimeAsync(ms)
/** A query with prepared answers in line, the last one for ever. */
function asking(answers: (string | Refused)[], options: Options = {}, key = () => ['question'] as readonly unknown[] | null) {
  let times = 0
  const given: AbortSignal[] = []
  const question = async (signal: AbortSignal) => {
    given.push(signal)
    const said = answers[Math.min(times++, answers.length - 1)]!
    await new Promise((done) => setTimeout(done, 1))
    if (said instanceof Refused) throw said
    return said
  }
  const scope = effectScope()
  const look = () => scope.run(() => useQuery(key, question, options))!
  return { page: look(), look, scope, given, times: () => times }
}
const busy = new Refused(503, 'view.behind', 'busy')

it('asks again by itself where what stood in the way passes, each time twice as late', async () => {
  const { page, times } = asking([busy, busy, busy, 'here'])
  await passed(1)
  expect([times(), page.refused?.code, page.data]).toEqual([1, 'view.behind', undefined])
  await passed(1_001)
  expect(times()).toBe(2)
  await passed(1_990)
  expect([times(), page.refused?.code]).toEqual([2, 'view.behind'])
  await passed(20 + 4_000)
  expect([times(), page.data, page.refused]).toEqual([4, 'here', null])
  await passed(60_000)
  expect(times()).toBe(4)
})

it('does not ask again what is refused for good, nor for who has left', async () => {
  const refused = asking([new Refused(404, 'not-found', 'no')])
  await passed(60_000)
  expect([refused.times(), refused.page.refused?.message, refused.page.data]).toEqual([1, 'no', undefined])
  const left = asking([busy], {}, () => ['another'])
  await passed()
  left.scope.stop()
  await passed(60_000)
  expect(left.times()).toBe(1)
})

it('is asked at once where there is news, not when its turn would come again', async () => {
  const { page, times } = asking([busy, busy, busy, busy, 'here'])
  await passed(7_100)
  expect(times()).toBe(4)
  page.soon()
  await passed(125)
  expect([times(), page.data]).toEqual([5, 'here'])
})

it('keeps what was shown, and says that it is old, while it cannot be asked again', async () => {
  const { page } = asking(['before', new Refused(0, 'unreached', '')])
  await passed()
  const at = page.at
  expect([page.data, page.stale, at > 0]).toEqual(['before', false, true])
  void page.ask()
  await passed()
  expect([page.data, page.stale, page.refused?.unreached, page.at]).toEqual(['before', true, true, at])
})

it('is one question and one answer for all who ask the same', async () => {
  const { page, look, times } = asking(['one', 'two'])
  const other = look()
  await passed()
  expect([times(), page.data, other.data]).toEqual([1, 'one', 'one'])
  other.soon()
  page.soon()
  await passed(125)
  expect([times(), page.data, other.data]).toEqual([2, 'two', 'two'])
})

it('asks once more for what came while a question was on its way', async () => {
  const { page, times } = asking(['old', 'new'], { moment: 0 })
  page.soon()
  await passed(0)
  expect(times()).toBe(1)
  await passed(5)
  expect([times(), page.data]).toEqual([2, 'new'])
})

it('rests after an answer for as long as it is told to, however much comes', async () => {
  const { page, times } = asking(['here'], { pace: 1_000 })
  await passed()
  for (let n = 0; n < 30; n++) {
    page.soon()
    await passed(100)
  }
  expect(times()).toBe(4)
})

it('gives up a question that nobody waits for', async () => {
  const { scope, given } = asking(['here'])
  await passed(0)
  scope.stop()
  expect(given.map((one) => one.aborted)).toEqual([true])
})

it('follows its key: nothing of another key is shown, and nothing is asked without one', async () => {
  const of = ref<string | null>(null)
  const { page, times } = asking(['a', 'b'], {}, () => (of.value ? [of.value] : null))
  await passed()
  expect([times(), page.data, page.waiting]).toEqual([0, undefined, false])
  of.value = 'first'
  await passed()
  expect(page.data).toBe('a')
  of.value = 'second'
  expect(page.data).toBeUndefined()
  await passed()
  expect([page.data, times()]).toEqual(['b', 2])
})

it('ends with the session: who comes next finds nothing', async () => {
  const { page, times } = asking([busy])
  await passed()
  beginAnew()
  await passed(60_000)
  expect(times()).toBe(1)
  expect(useQueries().client.getQueryCache().getAll()).toEqual([])
  void page
})

it('is asked anew where the line tells of what it shows, and only there', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url).pathname)
    return Promise.resolve(Response.json({ items: [], position: 1 }))
  })
  const scope = effectScope()
  scope.run(() => {
    useRead('/api/communities/{code}/residents', () => ({ path: { code: '411502001001' }, query: { limit: 50 } }))
    useRead('/api/confirmations')
  })
  await passed()
  expect(asked.sort()).toEqual(['/api/communities/411502001001/residents', '/api/confirmations'])
  asked.length = 0
  const heard = scope.run(() => useNews())!
  const change = { group: 'g', position: 5, value: {} }
  heard({ ...change, view: 'register', key: '411502001002' })
  heard({ ...change, view: 'person', key: 'x' })
  await passed(200)
  expect(asked).toEqual([])
  for (let n = 0; n < 20; n++) heard({ ...change, view: 'register', key: '411502001001' })
  heard({ ...change, view: 'confirmation', key: 'x' })
  await passed(200)
  expect(asked.sort()).toEqual(['/api/communities/411502001001/residents', '/api/confirmations'])
  scope.stop()
})
