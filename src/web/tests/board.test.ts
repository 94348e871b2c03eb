import { describe, expect, it } from 'vitest'
import { parts, sum } from '@/features/response/incidents/figures'
import { isUnheard, lateOf } from '@/features/response/incidents/late'
import { moreUrgent, steady, type Urgent } from '@/features/response/incidents/urgency'
import type { FiguresLight, HandoverLight, OrderLight, TaskLight } from '@/base/lights/lights'

const incident = (id: string, more: Partial<Urgent> = {}): Urgent => ({
  id,
  stage: 'active',
  grade: null,
  openedAt: '2026-06-18T02:00:00Z',
  help: 0,
  lateLife: 0,
  late: 0,
  ...more,
})
const order = (...all: Urgent[]) => all.sort(moreUrgent).map((one) => one.id)

describe('the board', () => {
  it('puts who needs help before what is late, before grade, before age; contained ones last', () =>
    expect(
      order(
        incident('contained', { stage: 'contained', help: 9 }),
        incident('young', { openedAt: '2026-06-18T02:30:00Z' }),
        incident('old'),
        incident('major', { grade: 'major' }),
        incident('late', { late: 3 }),
        incident('late-life', { lateLife: 1, late: 1 }),
        incident('help', { help: 1 }),
      ),
    ).toEqual(['help', 'late-life', 'late', 'major', 'old', 'young', 'contained']))
  it('keeps its order for ten seconds, and for as long as somebody points at it', () => {
    expect(steady(['a', 'b'], ['b', 'a'], 0, 9_999, false).order).toEqual(['a', 'b'])
    expect(steady(['a', 'b'], ['b', 'a'], 0, 10_000, true).order).toEqual(['a', 'b'])
    expect(steady(['a', 'b'], ['b', 'a'], 0, 10_000, false)).toEqual({ order: ['b', 'a'], changedAt: 10_000 })
  })
  it('shows what is new at the end and takes away what is over, at once', () =>
    expect(steady(['a', 'b'], ['c', 'b'], 0, 1, true).order).toEqual(['b', 'c']))
})

const row = (moved: number, left: number, lost: number) => ({
  toMove: moved + left + lost,
  moved,
  left,
  lost,
  refuses: 0,
  open: left + lost,
  away: 0,
})
const found = (help: number, unchecked: number, safe: number) => ({
  needsHelp: help,
  nobodyCaring: 0,
  unreachable: 0,
  refuses: 0,
  returned: 0,
  unchecked,
  atHospital: 0,
  away: 0,
  moved: 0,
  withRelatives: 0,
  safe,
  visitors: 0,
})
const figures = (community: string, help: number, unchecked: number, safe: number): FiguresLight => ({
  incident: 'i',
  community,
  purpose: 'check',
  atRisk: row(safe, help + unchecked, 0),
  households: row(0, 1, 0),
  people: row(0, 3, 1),
  found: found(help, unchecked, safe),
  disputed: 0,
})

describe('figures', () => {
  it('of an incident are those of its communities together, and the bar adds up to them', () => {
    const all = sum([figures('1', 1, 2, 3), figures('2', 0, 5, 4)])!
    expect(all.atRisk).toEqual(row(7, 8, 0))
    expect(parts(all.found).reduce((total, part) => total + part.count, 0)).toBe(all.atRisk.toMove)
  })
  it('are not there where no doors are counted', () => expect(sum([])).toBeUndefined())
})

const task = (id: string, more: Partial<TaskLight> = {}): TaskLight => ({
  id,
  incident: 'i',
  community: '411502001001',
  card: 'old-block-fire',
  step: 'wake-building',
  class: 'life',
  state: 'open',
  level: 0,
  role: 'unit-chief',
  due: null,
  reminders: 1,
  late: true,
  doors: 2,
  openedAt: '2026-06-18T02:00:00Z',
  takenAt: null,
  short: 0,
  alerted: 5,
  seen: 0,
  ...more,
})
const unread = (more: object = {}): OrderLight =>
  ({
    order: 'o1',
    receiver: '411502001001',
    stage: 'sent',
    reached: false,
    calls: [{ attempt: 1, who: 'duty', state: 'failed' }],
    driving: false,
    incident: 'i',
    at: '2026-06-18T02:00:00Z',
    ...more,
  }) as unknown as OrderLight
const offered = (more: object = {}): HandoverLight =>
  ({
    id: 'h1',
    incident: 'i',
    kind: 'ambulance',
    stage: 'delivered',
    rings: false,
    offeredAt: '2026-06-18T02:00:00Z',
    replyBefore: '2026-06-18T02:01:00Z',
    dial: '120',
    ...more,
  }) as unknown as HandoverLight

describe('what is late', () => {
  it('is an order nobody has heard of, and no more once anybody has', () => {
    expect(isUnheard(unread())).toBe(true)
    for (const heard of [
      { stage: 'seen' },
      { reached: true },
      { calls: [] },
      { heard: { at: '2026-06-18T02:05:00Z' } },
      {
        calls: [
          { attempt: 1, state: 'failed' },
          { attempt: 2, state: 'answered' },
        ],
      },
    ])
      expect([heard, isUnheard(unread(heard))]).toEqual([heard, false])
  })
  it('is a hand-over that came back or that nobody answers, and none that is under way', () => {
    const told = (more: object) =>
      lateOf({ incidents: [], tasks: [], handovers: [offered(more)], orders: [], goods: [] }).map((late) => [
        late.detail,
        late.since,
        late.life,
      ])
    expect(told({ stage: 'returned' })).toEqual([['returned', '2026-06-18T02:00:00Z', true]])
    expect(told({ rings: true })).toEqual([['unanswered', '2026-06-18T02:01:00Z', true]])
    expect(told({ rings: true, kind: 'police' })).toEqual([['unanswered', '2026-06-18T02:01:00Z', false]])
    expect(told({})).toEqual([])
  })
  it('counts doors of one step as one thing, from the first of them', () => {
    const [only, ...none] = lateOf({
      incidents: [],
      tasks: [task('a', { openedAt: '2026-06-18T02:05:00Z' }), task('b')],
      handovers: [],
      orders: [],
      goods: [],
    })
    expect(none).toEqual([])
    expect([only!.count, only!.since]).toEqual([2, '2026-06-18T02:00:00Z'])
  })
  it('puts what saves lives first, then what has waited longest', () =>
    expect(
      lateOf({
        incidents: [],
        tasks: [task('wait', { class: 'wait', step: 'x', openedAt: '2026-06-18T01:00:00Z' }), task('life')],
        handovers: [],
        orders: [],
        goods: [],
      }).map((late) => late.id),
    ).toEqual(['life', 'wait']))
  it('leaves out what was taken', () =>
    expect(lateOf({ incidents: [], tasks: [task('a', { late: false, state: 'taken' })], handovers: [], orders: [], goods: [] })).toEqual(
      [],
    ))
})
