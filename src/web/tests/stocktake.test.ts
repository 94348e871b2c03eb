import { expect, test } from 'vitest'
import { lotOfLabel, weightOf, type Need, type Store, type StoredLot } from '@/features/means/stock/store'
import { hitOf } from '@/features/means/stock/takes'

const id = '0198a0c4-1111-7222-8333-444455556666'
const lot = (more: Partial<StoredLot> = {}) =>
  ({ id, label: '123456', name: '棉被', here: 20, expired: false, expiresOn: null, ...more }) as StoredLot
const store = (lots: StoredLot[]) =>
  ({ code: '411502001001', lots, others: [{ code: '411502001002', name: '例园社区' }] }) as unknown as Store

test('a label names the lot of its own store, with any address before it', () => {
  expect(lotOfLabel(`https://desk.example/team#stocktake/411502001001.${id}`)).toEqual({ store: '411502001001', lot: id })
  expect(lotOfLabel('https://desk.example/team?row=4')).toBeUndefined()
})

test('a label of another store says whose it is, and is not counted here', () => {
  expect(hitOf(store([lot()]), `411502001002.${id}`)).toEqual({ elsewhere: '例园社区' })
  expect(hitOf(store([lot()]), `411502002001.${id}`)).toEqual({ elsewhere: '411502002001' })
})

test('six digits lead to the lot, to a choice where two have them, or to nothing', () => {
  const [one, other] = [lot(), lot({ id: id.replace('0198', '0199') })]
  expect(hitOf(store([one]), ' 123456 ')).toEqual({ lot: one })
  expect(hitOf(store([one, other]), '123456')).toEqual({ several: [one, other] })
  expect(hitOf(store([one]), '654321')).toEqual({ unknown: true })
})

test('what is past its date comes before what is lacking, and that before what will be past it', () => {
  const needs = new Map([['手电', { lacking: 2 } as Need]])
  const weights = [
    lot({ expired: true, expiresOn: '2026-01-01' }),
    lot({ name: '手电' }),
    lot({ expiresOn: '2026-06-30' }),
    lot({ expiresOn: '2027-06-30' }),
    lot({ expired: true, here: 0, expiresOn: '2026-01-01' }),
  ].map((one) => weightOf(one, needs, '2026-06-18'))
  expect(weights).toEqual([0, 1, 2, 3, 3])
})
