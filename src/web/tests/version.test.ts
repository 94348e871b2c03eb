import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beginAnew } from '@/base/session/session'
import { Asking, send } from '@/base/send/send'
import { entryOf, useVersion } from '@/base/version/version'

const page = (entry: string) =>
  `<!doctype html><html><head><script type="module" crossorigin src="/assets/${entry}"></script></head><body></body></html>`
let served = ''
beforeEach(() => {
  beginAnew()
  vi.spyOn(document.documentElement, 'innerHTML', 'get').mockReturnValue(page('team-1.js'))
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(new URL(request.url).pathname)
    return new Response(served, { status: served ? 200 : 503 })
  })
})
const asked: string[] = []
afterEach(() => {
  vi.unstubAllGlobals()
  void vi.restoreAllMocks()
})

it('a page that is open learns that another version is served', async () => {
  const { isOld, look } = useVersion()
  served = page('team-1.js')
  await look()
  expect(isOld.value).toBe(false)
  served = page('team-2.js')
  await look()
  expect([isOld.value, asked.at(-1)]).toEqual([true, location.pathname])
})

it('what is no page of ours, or no answer, says nothing about the version', async () => {
  const { isOld, look } = useVersion()
  for (served of ['', '<html>sign in to this Wi-Fi</html>', page('team-1.js')]) await look()
  expect([isOld.value, entryOf('<script src="/a.js"></script>')]).toEqual([false, undefined])
})

it('a page that is too old to write learns it from its first act; it names its version with every act, and with no reading', async () => {
  const named: (string | null)[] = []
  let least = ''
  vi.stubGlobal('fetch', async (request: Request) => {
    named.push(request.headers.get('X-Page'))
    return new Response('{}', { status: least ? 503 : 200, headers: least ? { 'X-Page-Least': least } : {} })
  })
  const { isOld } = useVersion()
  await send(new Asking('/api/me/tasks'))
  await send(new Asking('/api/incidents', { method: 'POST', body: '{}' }))
  expect([named, isOld.value]).toEqual([[null, '1'], false])
  least = '2'
  await send(new Asking('/api/incidents', { method: 'POST', body: '{}' }))
  expect(isOld.value).toBe(true)
})
