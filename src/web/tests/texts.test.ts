import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowReactive } from 'vue'
import type { IncidentLight } from '@/base/lights/lights'

const asked: string[] = []
vi.mock('@/kit/queries/read', () => ({
  read: (_: string, { query }: { query: { ids: string } }) => {
    asked.push(query.ids)
    return Promise.resolve({ items: query.ids.split(',').map((id) => ({ incident: { id } })) })
  },
}))
const { useTexts } = await import('@/features/response/incidents/texts')
const light = (id: string, more: Partial<IncidentLight> = {}) => ({ id, stage: 'active', areaVersion: 1, ...more }) as IncidentLight
const settled = async () => {
  for (let n = 0; n < 5; n++) await nextTick()
}

describe('titles of incidents', () => {
  it('are asked for once, again where what they say may have changed, and go with their incident', async () => {
    const [lights, scope] = [shallowReactive(new Map([light('1'), light('2')].map((one) => [one.id, one]))), effectScope()]
    const { texts, told } = scope.run(() =>
      useTexts(
        () => lights,
        () => [],
      ),
    )!
    await settled()
    expect(asked).toEqual(['1,2'])
    lights.set('1', light('1'))
    await settled()
    expect(asked, 'told again as it was').toEqual(['1,2'])
    lights.set('2', light('2', { areaVersion: 2 }))
    await settled()
    expect(asked).toEqual(['1,2', '2'])
    lights.delete('1')
    await settled()
    expect([[...texts.keys()], [...told]]).toEqual([['2'], ['2']])
    scope.stop()
  })
})
