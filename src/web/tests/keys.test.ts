import { expect, it } from 'vitest'
import { newId } from '@/base/send/key'

it('an id that is made here has the form in which the server writes ids', () => {
  const [one, other] = [newId(), newId()]
  expect(one).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(other).not.toBe(one)
})
