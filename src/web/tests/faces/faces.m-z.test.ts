import { vi } from 'vitest'
import { look } from './faces'
import { answered } from './stage'

vi.mock('@/base/send/send', async (original) => ({
  ...(await original<object>()),
  send: (request: Request) => answered(request),
  seen: () => undefined,
}))
vi.mock('@/kit/outbox/useOutbox', async () => {
  const { outbox } = await import('./stage')
  const one = outbox()
  return { useOutbox: () => one, parts: one.parts }
})

look('faces-m-z', /^[m-z]/)
