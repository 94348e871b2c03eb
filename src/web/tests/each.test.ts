import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { Refused } from '@/base/api/http'
import { makePlaces } from '@/features/ground/places/places'
import { unreadOf, useEach } from '@/kit/queries/each'
import { useQuery } from '@/kit/queries/query'
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

it('each of many is read for itself, and what one was refused is said and asked again', async () => {
  const asked: string[] = []
  const ids = ref(['one', 'two'])
  const scope = effectScope()
  const all = scope.run(() =>
    useEach(
      () => ids.value,
      (id) =>
        useQuery(
          () => ['text', id],
          async () => {
            asked.push(id)
            if (id === 'two' && asked.filter((other) => other === id).length === 1) throw new Refused(503, 'view.behind', 'busy')
            return `text of ${id}`
          },
        ),
    ),
  )!
  const unread = unreadOf(all)
  await vi.advanceTimersByTimeAsync(1)
  expect([all.get('one')?.data, all.get('two')?.data, unread.refused?.code]).toEqual(['text of one', undefined, 'view.behind'])
  await vi.advanceTimersByTimeAsync(1_001)
  expect([all.get('two')?.data, unread.refused, asked]).toEqual(['text of two', null, ['one', 'two', 'two']])
  ids.value = ['two', 'three']
  await vi.advanceTimersByTimeAsync(1)
  expect([[...all.keys()], all.get('three')?.data]).toEqual([['two', 'three'], 'text of three'])
  scope.stop()
  expect(all.size).toBe(0)
})

it('names of places that were not read are said to be lacking and asked for until they are there', async () => {
  let down = true
  vi.stubGlobal('fetch', async (request: Request) => {
    if (down) throw new TypeError('no network')
    const own = new URL(request.url).pathname === '/api/divisions/411502001001/names'
    return Response.json({ items: own ? [{ code: '411502001001', name: '义阳社区居民委员会' }] : [] })
  })
  const places = effectScope().run(makePlaces)!
  places.load('411502001001')
  await vi.advanceTimersByTimeAsync(10)
  await flushPromises()
  expect([places.refused?.unreached, places.name('411502001001')]).toEqual([true, '411502001001'])
  down = false
  await vi.advanceTimersByTimeAsync(1_010)
  await flushPromises()
  expect([places.refused, places.name('411502001001')]).toEqual([null, '义阳社区'])
})
