import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import Origin from '@/features/response/incidents/Origin.vue'
import type { Schemas } from '@/base/wire/schemas'

const point: Schemas['OriginShown'] = {
  kind: 'risk-point',
  thing: 'r1',
  community: '411502001001',
  buildings: ['1号楼', '3号楼'],
  shelterName: '例园小学',
  shelterGone: false,
  to: '二楼礼堂',
  route: '沿东坡走，不过桥',
  sign: '水变浑',
}
const lines = (of: Schemas['OriginShown']) =>
  Object.fromEntries(
    mount(Origin, { props: { of } })
      .findAll('[data-line]')
      .map((one) => [one.attributes('data-line'), one.find('dd').text()]),
  )

it('Shows who leaves, where to and by which way, as the risk point had laid it down', () =>
  expect(lines(point)).toEqual({ leave: '1号楼、3号楼', to: '例园小学 · 二楼礼堂', route: '沿东坡走，不过桥', sign: '水变浑' }))

it('Says what a risk point never laid down, and sends nobody to a shelter that is none', () => {
  expect(lines({ ...point, buildings: [], shelterName: null, to: null, route: null, sign: null })).toEqual({
    leave: '登记里没写哪些楼，请圈范围',
    to: '登记里没写去处，请定',
  })
  expect(lines({ ...point, shelterGone: true }).to).toBe('✕ 例园小学（已不是避难场所，要换去处）')
})

it('Shows the building of a hazard and nothing that no hazard lays down', () =>
  expect(lines({ kind: 'hazard', thing: 'h1', community: '411502001001', buildings: ['6号楼'], shelterGone: false })).toEqual({
    buildings: '6号楼',
  }))
