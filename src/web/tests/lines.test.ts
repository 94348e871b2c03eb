import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import LineCard from '@/features/response/hotlines/LineCard.vue'
import { fateOf, typeOf, whyRefused, worstFirst, type Line, type Message, type Waiting } from '@/features/response/hotlines/board'
import { serverNow } from '@/base/clock'
import { when } from '@/kit/parts/days'
import { made } from './parts/making'

const waiting = (id: string, offeredAt: string, status?: number) =>
  ({ handover: { id, offeredAt }, refusal: status ? { status, at: offeredAt } : null }) as unknown as Waiting
const line = (more: Partial<Line>): Line => ({
  hotline: '120',
  line: '120',
  link: 'up',
  since: new Date(serverNow() - 65_000).toISOString(),
  heard: null,
  delivered: null,
  waiting: 0,
  oldest: null,
  refused: 0,
  replacedUntil: null,
  ...more,
})

afterEach(() => {
  document.body.innerHTML = ''
  vi.useRealTimers()
})

describe('The hand-overs that wait', () => {
  it('stand with what the other side refuses first, then the oldest', () => {
    const all = [
      waiting('new', '2026-01-15T02:14:00Z'),
      waiting('old', '2026-01-15T02:12:00Z'),
      waiting('refused', '2026-01-15T02:15:00Z', 400),
    ]
    expect(worstFirst(all).map((one) => one.handover.id)).toEqual(['refused', 'old', 'new'])
  })

  it('say of each status what is to be looked at, and by whom', () => {
    for (const [status, word] of [
      [401, '密钥'],
      [403, '密钥'],
      [404, '网址'],
      [413, '太大'],
      [400, '接入文档'],
      [422, '接入文档'],
      [409, '请问对方'],
    ] as const) {
      expect(whyRefused(status)).toContain(word)
      expect(whyRefused(status)).toContain(String(status))
    }
  })
})

describe('A message over a line', () => {
  it('says what became of it, on whichever side that was decided', () => {
    const fate = (ours: boolean, status: number | null, again = false) => fateOf({ ours, status, again } as Message)
    expect([fate(false, 202), fate(false, 202, true), fate(false, 401), fate(true, 200), fate(true, 422), fate(true, null)]).toMatchObject([
      { text: '已收下', look: 'ok' },
      { text: '重复，不重记', look: 'plain' },
      { text: '没收下（401）', look: 'late' },
      { text: '对方已收', look: 'ok' },
      { text: '对方不收（422）', look: 'late' },
      { text: '对方没答', look: 'soon' },
    ])
  })

  it('is called by its type in words, by the type itself where no word is known', () => {
    expect(['case.created', 'handover.offered', 'anchor.kept', 'later.one', null].map((type) => typeOf({ type } as Message))).toEqual([
      '报案',
      '移交',
      '每日校验值',
      'later.one',
      '读不出',
    ])
  })
})

describe('A time', () => {
  it('has its day where that is not today', () => {
    const today = new Date(serverNow())
    expect(when(today.toISOString())).toMatch(/^\d\d:\d\d$/)
    expect(when(new Date(today.getTime() - 48 * 3_600_000).toISOString())).toMatch(/\d+月\d+日 \d\d:\d\d/)
  })
})

describe('The card of a line', () => {
  const text = async (more: Partial<Line>) => {
    const card = made(LineCard, { line: line(more) })
    await flushPromises()
    return card.element as HTMLElement
  }

  it('says of a working line that it works, and dials nobody', async () => {
    const card = await text({})
    expect(card.textContent).toContain('正常')
    expect(card.querySelector('a[href^="tel:"]')).toBeNull()
  })

  it('says of a dead one since when, what waits, and whom to dial', async () => {
    const card = await text({ link: 'down', waiting: 3, oldest: new Date(serverNow()).toISOString(), refused: 1 })
    expect(card.textContent).toMatch(/中断 1分钟/)
    expect(card.textContent).toContain('3 条，最早')
    expect(card.querySelector('.danger')?.textContent).toContain('1 条')
    expect(card.querySelector('a[href="tel:120"]')).not.toBeNull()
  })

  it('shows one without a machine as a telephone, without a queue', async () => {
    const card = await text({ link: 'voice', hotline: '119' })
    expect(card.textContent).toContain('只能打电话')
    expect(card.textContent).not.toContain('排队')
    expect(card.querySelector('a[href="tel:119"]')).not.toBeNull()
  })
})
