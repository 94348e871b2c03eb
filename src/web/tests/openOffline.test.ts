// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'

const code = readFileSync(join(import.meta.dirname, '../src/kit/outbox/shell.js'), 'utf8')

/** The browser's caches, in the order in which they were made. */
function kept() {
  const all = new Map<string, Map<string, string>>()
  const answer = (text: string | undefined) => (text === undefined ? undefined : new Response(text))
  return {
    all,
    open: async (name: string) => {
      if (!all.has(name)) all.set(name, new Map())
      const cache = all.get(name)!
      return {
        match: async (asked: string) => answer(cache.get(asked)),
        addAll: async (wanted: Request[]) => {
          const files = wanted.map((one) => new URL(one.url).pathname)
          const texts = await Promise.all(files.map(async (file) => (await fetch(file)).text()))
          for (const [at, file] of files.entries()) cache.set(file, texts[at]!)
        },
      }
    },
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    match: async (asked: string) => answer([...all.values()].map((cache) => cache.get(asked)).find((text) => text !== undefined)),
  }
}

type Event = { waitUntil?: (done: Promise<unknown>) => void; respondWith?: (answer: Promise<Response>) => void; request?: unknown }

/** A worker of this version, running with these caches. */
function worker(caches: ReturnType<typeof kept>, version: string, files: string[]) {
  const heard: Record<string, (event: Event) => void> = {}
  const self = {
    addEventListener: (name: string, on: (event: Event) => void) => (heard[name] = on),
    skipWaiting: async () => undefined,
    clients: { claim: async () => undefined },
    location: { origin: location.origin },
  }
  // The file that the build writes, with the line that the build writes before it
  new Function('self', 'caches', 'page', 'version', 'files', code)(self, caches, '/team', version, files)
  const tell = async (name: string) => {
    let done: Promise<unknown> = Promise.resolve()
    heard[name]!({ waitUntil: (one) => (done = one) })
    await done
  }
  return {
    begin: async () => {
      await tell('install')
      await tell('activate')
    },
    async asked(path: string) {
      let answer: Promise<Response> | undefined
      heard['fetch']!({
        request: { method: 'GET', url: new URL(path, location.origin).href, cache: 'default', mode: 'cors' },
        respondWith: (one) => (answer = one),
      })
      return answer && (await answer).text()
    },
  }
}

describe('the worker of the phone', () => {
  const served = new Map<string, string>()
  afterEach(() => vi.unstubAllGlobals())
  const serve = (...files: string[]) => {
    served.clear()
    for (const file of files) served.set(file, `text of ${file}`)
    vi.stubGlobal('fetch', async (asked: string | { url: string }) => {
      const text = served.get(new URL(typeof asked === 'string' ? asked : asked.url, location.origin).pathname)
      if (text === undefined) throw new TypeError('no such file')
      return new Response(text)
    })
  }

  it('gives a page that is open the files of its own version, though the server has them no more', async () => {
    const caches = kept()
    serve('/team', '/assets/one-1.js', '/assets/same.js')
    await worker(caches, '1', [...served.keys()]).begin()
    serve('/team', '/assets/one-2.js', '/assets/same.js')
    const second = worker(caches, '2', [...served.keys()])
    await second.begin()
    served.clear()
    expect(await second.asked('/assets/one-1.js')).toBe('text of /assets/one-1.js')
    expect(await second.asked('/assets/one-2.js')).toBe('text of /assets/one-2.js')
  })

  it('keeps the version before and none older', async () => {
    const caches = kept()
    for (const version of ['1', '2', '3']) {
      serve('/team', `/assets/one-${version}.js`)
      await worker(caches, version, [...served.keys()]).begin()
    }
    expect([...caches.all.keys()]).toEqual(['/team-2', '/team-3'])
  })

  it('opens the page in its own version, never in one before', async () => {
    const caches = kept()
    serve('/team')
    await worker(caches, '1', ['/team']).begin()
    served.set('/team', 'the newer page')
    const second = worker(caches, '2', ['/team'])
    await second.begin()
    served.clear()
    expect(await second.asked('/team')).toBe('the newer page')
  })

  it('leaves nothing half behind where a file does not come, and the version before stays', async () => {
    const caches = kept()
    serve('/team', '/assets/one-1.js')
    await worker(caches, '1', [...served.keys()]).begin()
    await expect(worker(caches, '2', ['/team', '/assets/one-2.js']).begin()).rejects.toThrow('no such file')
    expect([...caches.all.keys()]).toEqual(['/team-1'])
  })

  it('asks the server for what it never kept, and not at all for what is read of the server', async () => {
    const caches = kept()
    serve('/team')
    const first = worker(caches, '1', ['/team'])
    await first.begin()
    served.set('/assets/map.js', 'the map')
    expect(await first.asked('/assets/map.js')).toBe('the map')
    expect(await first.asked('/api/me')).toBe(undefined)
  })
})

describe('whether all files of the page are kept', () => {
  type Worker = EventTarget & { state: string }
  const browser = (has: { controller?: object; installing?: Worker; active?: Worker; fails?: boolean }) => {
    const target = Object.assign(new EventTarget(), {
      controller: has.controller ?? null,
      register: async () => {
        if (has.fails) throw new TypeError('not here')
        return { installing: has.installing ?? null, waiting: null, active: has.active ?? null }
      },
    })
    Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: target })
    return target
  }
  const state = (is: string) => Object.assign(new EventTarget(), { state: is })
  const asked = async () => (await import('@/kit/outbox/openOffline')).openOffline()
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'serviceWorker')
    vi.unstubAllEnvs()
  })

  it.each([
    ['a worker serves the page', { controller: {} }, true],
    ['the browser has none', undefined, false],
    ['the browser takes none', { fails: true }, false],
    ['the page was loaded past the worker', { active: state('activated') }, false],
  ])('%s', async (_, has, whole) => {
    vi.stubEnv('PROD', true)
    if (has) browser(has)
    expect(await asked()).toBe(whole)
  })

  it('a worker that is being made ready takes over', async () => {
    vi.stubEnv('PROD', true)
    const target = browser({ installing: state('installing') })
    const answer = asked()
    await new Promise((done) => setTimeout(done))
    target.dispatchEvent(new Event('controllerchange'))
    expect(await answer).toBe(true)
  })

  it('a worker that a file did not reach never takes over', async () => {
    vi.stubEnv('PROD', true)
    const made = state('installing')
    browser({ installing: made })
    const answer = asked()
    await new Promise((done) => setTimeout(done))
    made.state = 'redundant'
    made.dispatchEvent(new Event('statechange'))
    expect(await answer).toBe(false)
  })
})
