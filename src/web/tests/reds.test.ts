import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { computed, ref, shallowReactive } from 'vue'
import { deskKey, type Card, type Desk } from '@/features/response/incidents/desk'
import IncidentCard from '@/features/response/incidents/IncidentCard.vue'
import { reds, type Late } from '@/features/response/incidents/late'
import LateStrip from '@/features/response/incidents/LateStrip.vue'

vi.stubGlobal('fetch', () => Promise.reject(new Error('nothing is asked here')))
const late = (n: number, count = 1): Late => ({
  key: `k${n}`,
  incident: `i${n}`,
  kind: 'handover',
  life: true,
  since: '2026-06-18T02:00:00Z',
  count,
  id: `h${n}`,
  step: null,
  role: null,
  detail: 'unanswered',
  place: null,
})
const desk = (all: Late[]) =>
  ({
    late: computed(() => all),
    group: { ready: ref(true) },
    cards: ref(new Map()),
    handovers: shallowReactive(new Map()),
  }) as unknown as Desk
const strip = (all: Late[]) => mount(LateStrip, { global: { provide: { [deskKey as symbol]: desk(all) } } })

describe('red', () => {
  it('is for the three worst in the strip, and the others are counted one by one', () => {
    const shown = strip([late(1), late(2), late(3), late(4, 30), late(5), late(6, 2)])
    expect(shown.findAll('li .chip')).toHaveLength(reds)
    expect(shown.get('.more').text()).toBe('还有 33 项超时')
  })
  it('stays with them in the whole list', async () => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true
    }
    const shown = strip([1, 2, 3, 4, 5].map((n) => late(n)))
    await shown.get('.more').trigger('click')
    const chips = [...document.querySelectorAll('.full .chip'), ...shown.findAll('.full .chip').map((one) => one.element)].filter(
      (one, i, all) => all.indexOf(one) === i,
    )
    expect(chips.map((one) => one.classList.contains('quiet'))).toEqual([false, false, false, true, true])
  })
  it('says nothing of others where there are none', () =>
    expect(
      strip([late(1), late(2), late(3)])
        .find('.more')
        .exists(),
    ).toBe(false))
  it('marks a card of the board only where the desk says so', () => {
    const card = (red: boolean) =>
      ({
        id: 'i',
        light: { category: 'fire', stage: 'active', openedAt: '2026-06-18T02:00:00Z', grade: null },
        shown: undefined,
        figures: undefined,
        unsettled: 0,
        help: 0,
        late: 7,
        lateLife: 0,
        red,
        look: 'plain',
      }) as unknown as Card
    const shown = (red: boolean) =>
      mount(IncidentCard, { props: { card: card(red), selected: false, flash: false, place: '' } }).get('.late')
    expect(shown(true).classes()).not.toContain('quiet')
    expect([shown(false).classes().includes('quiet'), shown(false).text()]).toEqual([true, '超时 7'])
  })
})
