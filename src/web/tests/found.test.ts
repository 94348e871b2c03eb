import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Schemas } from '@/base/api/http'
import { noFilter } from '@/features/residents/people/filter'
import { useFound } from '@/features/residents/people/useFound'

const questions: Schemas['NewSearch'][] = []
let all = 250
vi.mock('@/features/residents/people/calls', () => ({
  find: (_: string, body: Schemas['NewSearch']) => {
    questions.push(body)
    const length = Math.max(0, Math.min(body.limit!, all - body.from))
    const person = (n: number) => ({ personId: `p${body.from + n}`, name: '施**', minor: false, needs: [], door: {} })
    return Promise.resolve({
      items: Array.from({ length }, (_, n) => ({ community: 'c', person: person(n), by: [] })),
      from: body.from,
      count: all,
      fields: [],
      recorded: !!body.words,
      facets: { kinds: [], needs: [], grids: [], buildings: [], unverified: 0, due: 0 },
      position: 1,
    })
  },
}))

describe('a list of which only what one looks at is here', () => {
  beforeEach(() => {
    questions.length = 0
    all = 250
  })
  const words = ref('')
  let scope = effectScope()
  afterEach(() => scope.stop())
  const begin = () => {
    words.value = ''
    scope = effectScope()
    return scope.run(() => useFound(() => ({ division: 'c', filter: noFilter(), words: words.value })))!
  }
  it('asks for a window when somebody comes there, and once', async () => {
    const found = begin()
    await flushPromises()
    expect(found.rows.value).toHaveLength(250)
    expect([found.rows.value?.[99]?.personId, found.rows.value?.[100]]).toEqual(['p99', undefined])
    found.reach(195, 215)
    await flushPromises()
    found.reach(190, 249)
    await flushPromises()
    expect(questions.map((one) => one.from)).toEqual([0, 100, 200])
    expect(found.rows.value?.every(Boolean)).toBe(true)
  })
  it('asks with words one question, and none by itself when the register changes', async () => {
    const found = begin()
    await flushPromises()
    words.value = '施'
    await flushPromises()
    expect(found.rows.value).toHaveLength(200)
    expect([found.count.value, found.recorded.value]).toEqual([250, true])
    found.reach(0, 199)
    found.changed()
    await flushPromises()
    expect(questions.filter((one) => one.words)).toHaveLength(1)
  })
  it('that became shorter than where one stood begins again at the top', async () => {
    const found = begin()
    await flushPromises()
    found.reach(200, 249)
    await flushPromises()
    all = 30
    await found.again()
    await flushPromises()
    expect(found.rows.value).toHaveLength(30)
    expect(found.rows.value?.every(Boolean)).toBe(true)
  })
})
