import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick, onUpdated, ref, type Component } from 'vue'
import { kept, makingCards, ordering, summing, type Card } from '@/features/response/incidents/cards'
import IncidentCard from '@/features/response/incidents/IncidentCard.vue'
import { learn } from '@/base/words'

const light = (id: string) =>
  ({ id, category: 'fire', stage: 'active', openedAt: '2026-11-01T00:00:00Z', number: id }) as unknown as Card['light']
const card = (id: string, more: Partial<Card> = {}) =>
  ({
    id,
    shown: undefined,
    told: true,
    figures: undefined,
    unsettled: 0,
    help: 0,
    late: 0,
    lateLife: 0,
    red: false,
    look: 'plain',
    ...more,
  }) as Card

describe('the cards of a desk', () => {
  it('are the same objects where nothing of them has changed', () => {
    const [one, two] = [light('1'), light('2')]
    const before = new Map([one, two].map((each) => [each.id, card(each.id, { light: each })]))
    const now = kept(before, new Map([card('1', { light: one }), card('2', { light: two, late: 1 })].map((each) => [each.id, each])))
    expect(now.get('1')).toBe(before.get('1'))
    expect(now.get('2')).not.toBe(before.get('2'))
    expect(now.get('2')!.late).toBe(1)
  })

  it('are all the same, and none is sorted or drawn again, where nothing has changed', () => {
    const [made, ordered] = [makingCards(), ordering()]
    const lights = new Map(['1', '2', '3'].map((id) => [id, light(id)]))
    const sources = { lights, figures: [], late: [], texts: new Map(), told: new Set<string>() }
    const first = made(sources)
    expect(made({ ...sources, lights: new Map(lights) })).toBe(first)
    expect(ordered(first)).toEqual(['1', '2', '3'])
    const [late, ended] = [{ incident: '2', count: 2, life: true } as never, { ...lights.get('3')!, stage: 'archived' } as Card['light']]
    const next = made({ ...sources, lights: new Map([...lights, ['3', ended], ['0', light('0')]]), late: [late] })
    expect([...next.values()].map(({ id, late, lateLife, red, look }) => ({ id, late, lateLife, red, look }))).toEqual([
      { id: '1', late: 0, lateLife: 0, red: false, look: 'plain' },
      { id: '2', late: 2, lateLife: 2, red: true, look: 'urgent' },
      { id: '0', late: 0, lateLife: 0, red: false, look: 'plain' },
    ])
    expect(next.get('1')).toBe(first.get('1'))
    expect(ordered(next)).toEqual(['2', '0', '1'])
  })

  it('have figures that are summed again only where one of them has changed', () => {
    const row = { toMove: 1, moved: 0, left: 1, lost: 0, refuses: 0, open: 1 }
    const figures = () => ({ atRisk: row, households: row, people: row, found: { safe: 1 }, disputed: 0 }) as never
    const [sum, first, second] = [summing(), figures(), figures()]
    const total = sum('1', [first, second])
    expect(total?.atRisk.toMove).toBe(2)
    expect(sum('1', [first, second])).toBe(total)
    expect(sum('1', [first, figures()])).not.toBe(total)
  })

  it('are drawn again for their own change alone, and not each second', async () => {
    vi.useFakeTimers()
    await learn('zh-CN', [])
    const drawn: string[] = []
    const { setup } = IncidentCard as unknown as { setup: (props: unknown, context: unknown) => unknown }
    const counted = (id: string) =>
      ({
        extends: IncidentCard,
        setup(props: unknown, context: unknown) {
          onUpdated(() => drawn.push(id))
          return setup(props, context)
        },
      }) as unknown as Component
    const cards = ref<ReadonlyMap<string, Card>>(
      new Map([card('1', { light: light('1') }), card('2', { light: light('2') })].map((each) => [each.id, each])),
    )
    const [One, Two] = [counted('1'), counted('2')]
    const page = mount({
      components: { One, Two },
      setup: () => ({ cards }),
      template: `<div><One :card="cards.get('1')" :selected="false" :flash="false" place="" /><Two :card="cards.get('2')" :selected="false" :flash="false" place="" /></div>`,
    })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(drawn).toEqual([])
    cards.value = kept(cards.value, new Map([cards.value.get('1')!, { ...cards.value.get('2')!, late: 3 }].map((each) => [each.id, each])))
    await nextTick()
    expect(drawn).toEqual(['2'])
    page.unmount()
    vi.useRealTimers()
  })
})
