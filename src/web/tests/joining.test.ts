import { describe, expect, it, vi } from 'vitest'
import { effectScope, shallowReactive } from 'vue'
import type { Desk } from '@/features/response/incidents/desk'

describe('what may be joined', () => {
  it('is asked once, and again only when the server says that it has changed, at most once a second', async () => {
    vi.useFakeTimers()
    const asked: string[] = []
    vi.stubGlobal('fetch', (request: Request) => {
      asked.push(new URL(request.url).search)
      return Promise.resolve(Response.json({ metres: 500, minutes: 30, items: [], position: 1 }))
    })
    vi.stubGlobal('location', new URL('http://127.0.0.1/command'))
    const { session } = await import('@/base/api/http')
    session.value = { may: ['incident.join'], scopes: [{ division: '411502' }] } as unknown as typeof session.value
    const { useJoinable } = await import('@/features/response/incidents/joining')
    const views = new Map([
      ['joinable', shallowReactive(new Map<string, { revision: number }>())],
      ['incident', shallowReactive(new Map())],
    ])
    const scope = effectScope()
    scope.run(() => useJoinable({ code: '411502', group: { view: (name: string) => views.get(name)! } } as unknown as Desk))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(asked).toHaveLength(1)
    for (let n = 0; n < 100; n++) views.get('incident')!.set(`i${n}`, {} as never)
    views.get('joinable')!.set('411503', { revision: 5 })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(asked).toHaveLength(1)
    for (let n = 6; n < 56; n++) {
      views.get('joinable')!.set('411502', { revision: n })
      await vi.advanceTimersByTimeAsync(20)
    }
    await vi.advanceTimersByTimeAsync(3_000)
    expect(asked.length).toBeLessThanOrEqual(3)
    expect(asked.at(-1)).toBe('?after=55')
    scope.stop()
    vi.useRealTimers()
  })
})
