import { expect, test, vi } from 'vitest'
import type { CaseHere } from '@/features/care/temporaryCare/useCare'
import { checksOf, type Known } from '@/features/care/entrusting/due'

vi.mock('@/base/words', () => ({ t: (key: string) => key, wordOr: (_: string, code: string) => code }))
const at = '2026-09-02T08:00:00Z'
const today = '2026-09-02'
const facts = [
  { code: 'body', answers: ['good', 'weak'], worrying: ['weak'] },
  { code: 'home', answers: ['unsafe', 'safe'], worrying: ['unsafe'] },
]
const care = (id: string, more: Partial<CaseHere['light']> = {}, minor: boolean | null = true): CaseHere => ({
  light: {
    id,
    person: `p-${id}`,
    community: '411502001001',
    stage: 'arranged',
    harmSuspected: false,
    openedAt: '2026-08-30T00:00:00Z',
    due: '2026-09-02T01:00:00Z',
    lateLevel: 0,
    seen: [],
    ...more,
  },
  stage: more.stage ?? 'arranged',
  waits: false,
  place: '',
  minor,
})
const row = (personId: string, room: string, more: object = {}) =>
  ({
    personId,
    community: '411502001001',
    door: { building: '6号楼', unit: '1单元', room },
    age: 7,
    due: '2026-09-01',
    before: '2026-09-20',
    lateDays: 0,
    lateAnswers: 0,
    report: false,
    ...more,
  }) as unknown as Known['entrusted'][number]
const case_ = (id: string, step: string, before: string, here = true) =>
  ({
    id,
    no: '护 2026-0001',
    age: 9,
    here,
    owed: [{ step, no: 0, before, level: 0, lateDays: before < today ? 1 : 0 }],
  }) as unknown as Known['protection'][number]
const known = (more: Partial<Known>): Known => ({
  cases: [],
  rows: new Map(),
  entrusted: [],
  protection: [],
  facts,
  places: new Map(),
  today,
  now: Date.parse(at),
  told: () => false,
  waits: () => false,
  ...more,
})
const keys = (more: Partial<Known>) => checksOf(known(more)).map((one) => one.key)

test('What is late stands first, then the doors in their order, and last whose door is not known', () => {
  expect(
    keys({
      cases: [care('c', { due: '2026-09-02T12:00:00Z' })],
      entrusted: [row('b', '1002'), row('a', '902'), row('l', '1101', { lateDays: 3 })],
      protection: [case_('k', 'follow-up', '2026-09-01')],
      places: new Map([['k', '6号楼 1单元 101']]),
    }),
  ).toEqual(['protection/k/follow-up/0', 'entrustment/l', 'entrustment/a', 'entrustment/b', 'care/c'])
})

test('A check of temporary care is due on its day, late from its hour on, and not before, nor once it was done', () => {
  expect(keys({ cases: [care('c', { due: '2026-09-03T01:00:00Z' })] })).toEqual([])
  expect(keys({ cases: [care('c', { lastChecked: today, due: '2026-09-03T01:00:00Z' })] })).toEqual([])
  const [late] = checksOf(known({ cases: [care('c')] }))
  expect(late!.late).toBe(true)
  expect(late!.usual!().body).toEqual({ day: today, note: null })
  expect(checksOf(known({ cases: [care('c', { due: '2026-09-02T12:00:00Z' })] }))[0]!.late).toBe(false)
  const { due: _, ...noClock } = care('c', { lateLevel: 3 }).light
  expect(checksOf(known({ cases: [{ ...care('c'), light: noClock }] }))[0]!.late).toBe(true)
})

test('No adult and no case of another community is among the children', () => {
  expect(keys({ cases: [care('c', {}, false)], protection: [case_('k', 'follow-up', today, false)] })).toEqual([])
})

test('One tap tells each fact as it is where nothing worries, and no report that is owed', () => {
  const [usual, report] = checksOf(known({ entrusted: [row('a', '101'), row('b', '102', { report: true })] })).sort((a, b) =>
    a.key.localeCompare(b.key),
  )
  expect(usual!.usual!().body).toMatchObject({
    judgement: 'good',
    answers: [
      { fact: 'body', answer: 'good' },
      { fact: 'home', answer: 'safe' },
    ],
  })
  expect(report!).toMatchObject({ late: true, usual: undefined })
})

test('Receivers of a report who are late to answer stand among what is due, also where no check is, and no tap passes over them', () => {
  const [late] = checksOf(known({ entrusted: [row('a', '101', { lateAnswers: 1, due: null, before: '2026-09-20' })] }))
  expect(late!).toMatchObject({ late: true, due: undefined, usual: undefined })
  const told = (_: string, path: string) => path === '/check'
  expect(checksOf(known({ entrusted: [row('a', '101', { lateAnswers: 1 })], told }))[0]!.done).toBe(false)
})

test('What was told on this phone counts as done until the server says so', () => {
  const told = (entity: string, path: string) => entity === 'protection/k' && path === '/follow-up'
  expect(checksOf(known({ protection: [case_('k', 'follow-up', today)], told }))[0]!.done).toBe(true)
  expect(checksOf(known({ protection: [case_('k', 'assess', today)], told }))[0]).toMatchObject({ done: false, usual: undefined })
})
