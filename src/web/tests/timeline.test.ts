import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, shallowRef } from 'vue'
import { beginAnew } from '@/base/session/session'
import { marksOf, type Entry } from '@/kit/moments/entries'
import { lay, ticks } from '@/across/timelines/lanes'
import { positionAt } from '@/kit/moments/moment'
import { useMoment } from '@/across/timelines/story'

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

describe('a moment that is looked back at', () => {
  const story = [
    entry(0, 'case.received'),
    entry(1, 'incident.opened'),
    entry(3, 'goods.requested'),
    entry(2, 'order.issued'),
    entry(9, 'handover.queued'),
  ]
  const positions = story.map((one) => one.position)
  it('is asked for by the newest that had happened by then, wherever the journal has it', () => {
    expect(positionAt(story, at(2))).toBe(positions[3])
    expect(positionAt(story, at(8))).toBe(positions[3])
    expect(positionAt(story, at(60))).toBe(positions[4])
  })
  it('is never before the incident was opened, and none before that is read', () => {
    expect(positionAt(story, at(0))).toBe(positions[1])
    expect(positionAt(story.slice(0, 1), at(60))).toBeUndefined()
  })
  it('has the marks of the axis in the order of their times', () => {
    const late = [entry(0, 'incident.opened'), entry(9, 'handover.queued', {}, 'c', 'h'), entry(5, 'order.issued', {}, 'c', 'o')]
    expect(marksOf(late).map((mark) => mark.form)).toEqual(['incident-opened', 'order-issued', 'handover-queued'])
  })
})

describe('what somebody told', () => {
  const told = (second: number, form: string, data: Entry['data']) => entry(second, form, data)
  it('stands in its own words, each telling by itself, with who is hurt', () => {
    const story = [
      told(0, 'incident.opened', { text: { title: '6号楼着火', description: '三楼冒烟' } }),
      told(1, 'incident.report-added', { text: { title: '三楼又困2人' }, casualties: { dead: 0, injured: 1, trapped: 2 } }),
      told(2, 'incident.report-added', { text: { title: '四楼老人没下来' } }),
      told(3, 'incident.report-added', { text: '***' }),
      told(4, 'incident.report-added', { text: '***' }),
    ]
    expect(marksOf(story).map(({ slots }) => [slots.text, slots.trapped, slots.n])).toEqual([
      ['6号楼着火：三楼冒烟', undefined, 1],
      ['三楼又困2人', 2, 1],
      ['四楼老人没下来', undefined, 1],
      [undefined, undefined, 2],
    ])
  })
  it('is help where a task brings some, with how many and why somebody cannot', () => {
    const help = { kind: 'people', count: 2 }
    const story = [
      told(0, 'incident.task-opened', { planned: { ownText: { text: '五楼背不动' }, help } }),
      told(1, 'incident.task-opened', { planned: { ownText: { text: '看一下' }, help: null } }),
      told(2, 'incident.task-declined', { reason: { text: '膝盖疼' } }),
    ]
    expect(marksOf(story).map(({ form, slots }) => [form, slots.help, slots.count, slots.text])).toEqual([
      ['incident-help-asked', 'people', 2, '五楼背不动'],
      ['incident-task-opened', undefined, undefined, undefined],
      ['incident-task-declined', undefined, undefined, '膝盖疼'],
    ])
  })
})

describe('what others were asked', () => {
  it('stands on the axis by the kind of who was asked, late where they refuse', () => {
    const ask = (second: number, form: string, of: string): Entry => ({ ...entry(second, form), of })
    const story = [
      entry(0, 'incident.opened'),
      ask(1, 'party.asked', 'school'),
      ask(2, 'party.asked', 'property-company'),
      ask(3, 'party.ask-accepted', 'school'),
      ask(4, 'party.ask-refused', 'property-company'),
      ask(5, 'party.corrected', 'school'),
    ]
    expect(marksOf(story).map(({ form, kind, slots }) => [form, kind, slots.of])).toEqual([
      ['incident-opened', 'ours', undefined],
      ['party-asked', 'ours', 'school'],
      ['party-asked', 'ours', 'property-company'],
      ['party-ask-accepted', 'outside', 'school'],
      ['party-ask-refused', 'late', 'property-company'],
    ])
  })
})

describe('looking back', () => {
  const story = [entry(1, 'incident.opened'), entry(10, 'incident.contained'), entry(20, 'incident.scene-ended')]
  const asked: number[] = []
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0)
    asked.length = 0
  })
  afterEach(() => {
    beginAnew()
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
  const then = (position: number) => ({
    upTo: position,
    incident: { id: 'i', stage: position === story[0]!.position ? 'active' : 'contained' },
    cards: position,
    tasks: [{ id: 't', late: true }],
    holders: [{ task: 't', holder: { account: 'a', role: 'unit-chief' } }],
    orders: [],
    handovers: [],
    persons: [],
  })
  function looking(refuse = () => false) {
    vi.stubGlobal('fetch', async (request: Request) => {
      const position = Number(new URL(request.url).searchParams.get('position'))
      asked.push(position)
      return refuse() ? Response.json({ code: 'view.behind' }, { status: 503 }) : Response.json(then(position))
    })
    const moment = ref<number | null>(null)
    const scope = effectScope()
    const past = scope.run(() => useMoment(ref('i'), shallowRef(story), moment))!
    return { moment, past }
  }
  const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('asks the server once whoever drags has come to rest, the last moment only, and each moment once', async () => {
    const { moment, past } = looking()
    for (const second of [19, 15, 12, 5, 3]) {
      moment.value = at(second)
      await passed(20)
    }
    expect([asked, past.waiting.value, past.moment.value]).toEqual([[], true, undefined])
    await passed(200)
    expect([asked, past.waiting.value]).toEqual([[story[0]!.position], false])
    expect(past.moment.value).toMatchObject({ upTo: at(3), light: { stage: 'active' }, cards: story[0]!.position })
    expect([past.moment.value!.tasks.get('t')!.late, past.moment.value!.holders.get('t')!.account]).toEqual([true, 'a'])
    moment.value = at(4)
    await passed(200)
    expect([asked.length, past.moment.value!.upTo]).toEqual([1, at(4)])
    moment.value = at(12)
    await passed(200)
    moment.value = at(4)
    await passed(200)
    expect([asked, past.moment.value!.upTo]).toEqual([[story[0]!.position, story[1]!.position], at(4)])
  })
  it('keeps what was read before, with its own time, until the next is there, and says what stood in the way', async () => {
    let down = false
    const { moment, past } = looking(() => down)
    moment.value = at(4)
    await passed(200)
    down = true
    moment.value = at(12)
    await passed(200)
    expect([past.moment.value!.upTo, past.waiting.value, past.asked.refused?.code]).toEqual([at(4), true, 'view.behind'])
    down = false
    await passed(2_000)
    expect([past.moment.value!.upTo, past.moment.value!.light.stage, past.asked.refused]).toEqual([at(12), 'contained', null])
    moment.value = null
    await passed(200)
    expect([past.moment.value, past.waiting.value]).toEqual([undefined, false])
  })
})

describe('the axis', () => {
  it('tells of one act once, with a count, and of a reminder only the first time', () => {
    const marks = marksOf([
      entry(0, 'incident.opened'),
      ...Array.from({ length: 3 }, () => entry(5, 'incident.task-opened', {}, 'card')),
      entry(10, 'incident.task-reminded', { count: 1 }),
      entry(59, 'incident.task-reminded', { count: 2 }),
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
