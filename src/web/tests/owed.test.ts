import { expect, test } from 'vitest'
import type { CareLight } from '@/features/care/temporaryCare/acts'
import { byUrgency, owed } from '@/features/care/temporaryCare/owed'

const one = (more: Partial<CareLight> = {}): CareLight => ({
  id: 'c1',
  person: 'p1',
  community: '411502001001',
  stage: 'arranged',
  harmSuspected: false,
  openedAt: '2026-06-18T00:00:00Z',
  due: '2026-06-19T01:00:00Z',
  lateLevel: 0,
  seen: [],
  ...more,
})

test('In time only the child director owes something, with a clock', () => {
  expect(owed(one(), 'child-director')).toEqual({ what: 'check', due: '2026-06-19T01:00:00Z' })
  for (const column of ['secretary', 'street', 'civil-affairs'] as const) expect(owed(one(), column).what).toBe('none')
})

test('What nobody attends to is owed one step higher each time, and by all below', () => {
  const what = (lateLevel: number) =>
    (['child-director', 'secretary', 'street', 'civil-affairs'] as const).map((column) => owed(one({ lateLevel }), column).what)
  expect(what(1)).toEqual(['check', 'go', 'none', 'none'])
  expect(what(2)).toEqual(['check', 'go', 'send', 'none'])
  expect(what(3)).toEqual(['check', 'go', 'send', 'look'])
})

test('Who has said that they know owes it no more, and it stays late', () => {
  expect(owed(one({ lateLevel: 2, seen: ['street'] }), 'street')).toEqual({ what: 'seen', late: true })
})

test('Civil affairs owe an answer by its clock, and after that it is late', () => {
  expect(owed(one({ ask: { of: 'guardianship', due: '2026-06-20T00:00:00Z' } }), 'civil-affairs')).toEqual({
    what: 'answer',
    due: '2026-06-20T00:00:00Z',
    late: false,
  })
  expect(owed(one({ ask: { of: 'opinion' } }), 'civil-affairs')).toEqual({ what: 'opinion', due: undefined, late: true })
})

test('The latest told come first', () => {
  expect(
    [one({ id: 'a' }), one({ id: 'b', lateLevel: 2 }), one({ id: 'c', due: '2026-06-18T01:00:00Z' })].sort(byUrgency).map((x) => x.id),
  ).toEqual(['b', 'c', 'a'])
})

test('What has no hour stands after what has one, and not before', () => {
  expect([one({ id: 'a', due: undefined }), one({ id: 'b' })].sort(byUrgency).map((x) => x.id)).toEqual(['b', 'a'])
})
