import { describe, expect, it } from 'vitest'
import { marksOf, type Entry } from '@/timeline/entries'
import { handoversAt, ordersAt, tasksAt } from '@/timeline/doing'
import { lay, ticks } from '@/timeline/lanes'
import { figuresOf, momentAt } from '@/timeline/replay'

let position = 0
const entry = (second: number, form: string, data: Entry['data'] = {}, commandId = 'c', key = 'k'): Entry => ({
  position: ++position,
  key,
  at: new Date(Date.UTC(2026, 5, 18, 2, 31, second)).toISOString(),
  form: `${form}.v1`,
  noun: form.split('.')[0]!,
  account: 'a',
  role: '',
  commandId,
  data,
})
const at = (second: number) => Date.UTC(2026, 5, 18, 2, 31, second)

/** A family of four with a grandmother at risk, an old man alone, and a couple without anybody at risk. */
const counted = entry(5, 'doors.counted', {
  persons: [
    { person: 'grandmother', household: 'family' },
    { person: 'oldMan', household: 'alone' },
  ],
  households: [
    { household: 'family', members: 4 },
    { household: 'alone', members: 1 },
    { household: 'couple', members: 2 },
  ],
})
const story = [
  entry(0, 'incident.opened'),
  entry(4, 'incident.impact-drawn', { area: { shape: 'circle', centre: { lon: 114, lat: 32 }, metres: 150 } }),
  counted,
  entry(6, 'incident.task-opened', { task: 't', planned: { id: 't', class: 'life', levels: [] } }),
  entry(10, 'doors.person-checked', { person: 'oldMan', state: 'refuses' }),
  entry(20, 'doors.household-checked', { household: 'family', state: 'safe', withPersons: ['grandmother'] }),
  entry(30, 'incident.task-taken', { task: 't' }),
  entry(40, 'doors.taken-over', { person: 'oldMan' }),
  entry(50, 'doors.visitor-added', { person: 'tourist', household: 'couple', state: 'needs-help' }),
]
const figures = (second: number) => figuresOf(momentAt(story, at(second)))

describe('a moment that is looked back at', () => {
  it('has no figures before doors are counted, and everybody is still to be moved then', () => {
    expect(figures(4)).toBeUndefined()
    expect(figures(5)!.people).toMatchObject({ toMove: 7, moved: 0, left: 7, lost: 0 })
  })
  it('adds up in every row at every moment', () => {
    for (let second = 5; second <= 60; second++)
      for (const row of [figures(second)!.atRisk, figures(second)!.households, figures(second)!.people])
        expect(row.moved + row.left + row.lost).toBe(row.toMove)
  })
  it('counts a household as its worst person, and whoever was taken over as settled and not moved', () => {
    expect(figures(20)!.households).toMatchObject({ moved: 1, left: 2, open: 2 })
    expect(figures(40)!.atRisk).toMatchObject({ moved: 1, left: 1, refuses: 1, open: 0 })
  })
  it('counts a visitor beside 重点关爱 and keeps that door open', () => {
    expect(figures(50)!.found.visitors).toBe(1)
    expect(figures(50)!.atRisk.toMove).toBe(2)
    expect(figures(50)!.people.toMove).toBe(8)
  })
  it('knows who had taken what', () => {
    expect(momentAt(story, at(29)).tasks.get('t')!.state).toBe('open')
    expect(momentAt(story, at(30)).tasks.get('t')!.state).toBe('taken')
    expect(momentAt(story, at(3)).area).toBeUndefined()
  })
  it('holds all that came before it, also what the journal has after something later', () => {
    const crossed = [
      entry(0, 'incident.opened'),
      entry(3, 'goods.requested'),
      entry(2, 'order.issued', {}, 'c', 'o'),
      entry(2, 'order.delivered', { receiver: 'r' }, 'c', 'o'),
      entry(4, 'handover.queued', {}, 'c', 'h'),
    ]
    expect([...momentAt(crossed, at(2)).receivers.keys()]).toEqual(['o/r'])
    expect(momentAt(crossed, at(1)).receivers.size).toBe(0)
    const late = [entry(0, 'incident.opened'), entry(9, 'handover.queued', {}, 'c', 'h'), entry(5, 'order.issued', {}, 'c', 'o')]
    expect(marksOf(late).map((mark) => mark.form)).toEqual(['incident-opened', 'order-issued', 'handover-queued'])
  })
})

describe('what was being done at a moment', () => {
  const by = (account: string) => ({ account, role: 'unit-chief', member: account })
  const done = [
    entry(1, 'incident.opened'),
    entry(2, 'incident.task-opened', {
      task: 'wake',
      due: new Date(at(62)).toISOString(),
      planned: { id: 'wake', class: 'life', levels: [{ role: 'unit-chief' }] },
    }),
    entry(2, 'incident.task-opened', { task: 'water', planned: { id: 'water', class: 'wait', levels: [{ role: 'unit-chief' }] } }),
    entry(4, 'incident.task-noticed', { task: 'wake', by: by('a') }),
    entry(5, 'incident.task-reminded', { task: 'wake', count: 1 }),
    entry(6, 'incident.task-taken', { task: 'wake', by: by('a') }),
    entry(8, 'incident.task-handed-on', { task: 'wake', to: 'b', by: by('a') }),
    entry(9, 'incident.task-taken', { task: 'wake', by: by('b') }),
    entry(10, 'order.issued', {}, 'c', 'order'),
    entry(10, 'order.delivered', { receiver: '411502001' }, 'c', 'order'),
    entry(11, 'order.call-asked', { receiver: '411502001', attempt: 1, who: 'duty' }, 'c', 'order'),
    entry(12, 'order.call-failed', { receiver: '411502001', attempt: 1, cause: 'no-answer' }, 'c', 'order'),
    entry(14, 'order.seen', { receiver: '411502001' }, 'c', 'order'),
    entry(16, 'handover.queued', { facts: { byVoice: false } }, 'c', 'handover'),
    entry(17, 'handover.delivered', {}, 'c', 'handover'),
    entry(20, 'handover.unconfirmed', {}, 'c', 'handover'),
    entry(22, 'handover.returned', { cause: 'no-vehicle', minutes: 12 }, 'c', 'handover'),
    entry(30, 'handover.accepted', {}, 'c', 'handover'),
    entry(40, 'incident.contained'),
  ]
  const light = { incident: 'i', openedAt: '', offeredAt: '' } as never
  const tasks = (second: number) =>
    tasksAt(
      momentAt(done, at(second)),
      new Map([
        ['wake', light],
        ['water', light],
        ['later', light],
      ]),
    )
  const order = (second: number) => ordersAt(momentAt(done, at(second)), new Map([['order/411502001', light]])).get('order/411502001')
  const handover = (second: number) => handoversAt(momentAt(done, at(second)), new Map([['handover', light]])).get('handover')

  it('leaves out what came later', () => {
    expect([...tasks(1).keys()]).toEqual([])
    expect([...tasks(3).keys()]).toEqual(['wake', 'water'])
    expect([order(9), handover(15)]).toEqual([undefined, undefined])
  })
  it('knows who was asked, who had seen it, who had it and whether it was late', () => {
    expect(tasks(4).get('wake')).toMatchObject({ state: 'open', late: false, seen: 1, due: new Date(at(62)).toISOString() })
    expect(tasks(5).get('wake')).toMatchObject({ state: 'open', late: true })
    expect(tasks(6).get('wake')).toMatchObject({ state: 'taken', late: false })
    expect(tasks(8).get('wake')).toMatchObject({ state: 'open', late: true, level: 1, takenAt: null })
    expect([6, 8, 9].map((second) => momentAt(done, at(second)).tasks.get('wake')!.holder?.account)).toEqual(['a', undefined, 'b'])
  })
  it('has the light of an order red, called, then green', () => {
    expect(order(10)).toMatchObject({ stage: 'sent', light: 'red', calls: [] })
    expect(order(12)).toMatchObject({ stage: 'sent', calls: [{ attempt: 1, state: 'failed', cause: 'no-answer' }] })
    expect(order(14)).toMatchObject({ stage: 'seen', light: 'green' })
  })
  it('has a hand-over unanswered, ringing, returned and then in hand', () => {
    expect(handover(16)).toMatchObject({ stage: 'queued', rings: false })
    expect(handover(20)).toMatchObject({ stage: 'delivered', rings: true })
    expect(handover(22)).toMatchObject({ stage: 'returned', rings: false, cause: 'no-vehicle', minutes: 12 })
    expect(handover(30)).toMatchObject({ stage: 'accepted', cause: null, minutes: null })
  })
  it('has the stage of then', () => {
    expect([39, 40].map((second) => momentAt(done, at(second)).stage)).toEqual(['active', 'contained'])
  })
})

describe('the axis', () => {
  it('tells of one act once, with a count, and of a reminder only the first time', () => {
    const marks = marksOf([
      entry(0, 'incident.opened'),
      ...['x', 'y', 'z'].map((task) => entry(5, 'incident.task-opened', { task }, 'card')),
      entry(10, 'incident.task-reminded', { task: 'x', count: 1 }),
      entry(59, 'incident.task-reminded', { task: 'x', count: 2 }),
    ])
    expect(marks.map((mark) => [mark.form, mark.slots.n, mark.kind])).toEqual([
      ['incident-opened', 1, 'ours'],
      ['incident-task-opened', 3, 'ours'],
      ['incident-task-reminded', 1, 'late'],
    ])
  })
  it('lays no label over another in a lane, and flips those near the end', () => {
    const labels = lay(
      Array.from({ length: 40 }, (_, i) => ({ key: String(i), x: i * 25, width: 90, weight: i % 3 })),
      1000,
    )
    const spans = labels.map((label) => ({
      lane: label.lane,
      from: label.flipped ? label.x - 90 : label.x,
      to: label.flipped ? label.x : label.x + 90,
    }))
    for (const [i, a] of spans.entries())
      for (const b of spans.slice(i + 1)) expect(a.lane !== b.lane || a.to < b.from || b.to < a.from).toBe(true)
    expect(labels.filter((label) => label.x > 840).every((label) => label.flipped)).toBe(true)
    expect(labels.length).toBeGreaterThan(10)
  })
  it('has round times, never too many', () => {
    expect(ticks(at(10), at(10) + 3_600_000, 8).length).toBeLessThanOrEqual(8)
    expect(ticks(at(10), at(10) + 3_600_000, 8).every((tick) => tick % 60_000 === 0)).toBe(true)
  })
})
