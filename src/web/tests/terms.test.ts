import { expect, it } from 'vitest'
import { termsOf } from '@/features/response/orders/terms'

it('says by when an order is to be done, and of one that is unread when somebody is called', () => {
  const order = { deadline: null, unreadSeconds: 600, deputySeconds: 300 }
  expect(termsOf(order, false)).toEqual([])
  expect(termsOf(order, true)).toEqual(['10分钟没读就叫应，没人应答，每5分钟往下一级'])
  expect(termsOf({ ...order, unreadSeconds: 0 }, true)).toEqual(['没读不叫应'])
  expect(termsOf({ ...order, deadline: '2026-06-18T18:00:00+08:00' }, false)).toEqual(['6月18日 18:00 前办完'])
})
