import { expect, it } from 'vitest'
import type { Card } from '@/features/response/incidents/desk'
import type { Late } from '@/features/response/incidents/late'
import type { GoodsLight } from '@/base/lights/lights'
import type { Warning } from '@/kit/map/warnings'
import { asked, partsNow } from '@/across/communityOverview/parts'

const card = (id: string, community: string | null, more: Partial<Card> = {}) =>
  [id, { id, help: 0, unsettled: 0, light: { community }, ...more } as Card] as const
const late = (incident: string, count = 1) => ({ key: `${incident}${count}`, incident, count }) as Late
const goods = (incident: string, community: string, stage: GoodsLight['stage'], at = '2026-01-01T00:00:00Z') =>
  ({ incident, community, stage, at }) as GoodsLight
const warning = (id: string, ...areas: string[]) => ({ id, text: id, level: 'red', hazard: '', areas }) as Warning
const parts = [
  { id: '411503', name: '平桥区' },
  { id: '411502', name: '浉河区' },
]

it('counts in each part what is there, and names them by their codes', () => {
  const cards = new Map([
    card('a', '411502001001', { help: 2, unsettled: 3 }),
    card('b', '411502001002'),
    card('c', '411503001001', { unsettled: 1 }),
    card('d', null),
    card('e', '411400001001'),
  ])
  const rows = partsNow(parts, {
    cards,
    late: [late('a', 17), late('c'), late('d'), late('gone')],
    goods: [goods('a', '411502001001', 'requested'), goods('a', '411502001001', 'granted'), goods('gone', '411502001001', 'requested')],
    warnings: [warning('city', '4115'), warning('street', '411502001')],
  })
  expect(
    rows.map(({ name, open, late, help, unsettled, goods, warnings, warning }) => [
      name,
      open,
      late,
      help,
      unsettled,
      goods,
      warnings,
      warning?.id,
    ]),
  ).toEqual([
    ['浉河区', 2, 17, 2, 3, 1, 2, 'city'],
    ['平桥区', 1, 1, 0, 1, 0, 1, 'city'],
  ])
})

it('asks first for what has waited longest', () => {
  const cards = new Map([card('a', '411502001001')])
  const all = [goods('a', '411502', 'requested', '2026-01-01T02:00:00Z'), goods('a', '411502', 'requested', '2026-01-01T01:00:00Z')]
  expect(asked(all, cards).map((one) => one.at)).toEqual(['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'])
})

it('has no rows where nothing is known', () => expect(partsNow([], { cards: new Map(), late: [], goods: [], warnings: [] })).toEqual([]))
