import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const id = '0199aabb-ccdd-7eef-8001-020304050607'
const name = `drill-${id.replaceAll('-', '')}`
const at = (text: string) => Date.parse(text)

describe('the clock of a drill', () => {
  beforeEach(() => vi.useFakeTimers({ now: at('2026-05-04T02:00:00Z') }))
  afterEach(() => {
    vi.useRealTimers()
    vi.resetModules()
  })

  it('runs so many times as fast from where it was set, and stands at 0', async () => {
    const { now, play, serverNow, liveNow } = await import('@/base/clock')
    play({ since: '2026-05-04T02:00:00Z', then: '2026-05-03T18:30:00Z', factor: 60 })
    expect(serverNow()).toBe(at('2026-05-03T18:30:00Z'))
    vi.advanceTimersByTime(10_000)
    expect(serverNow()).toBe(at('2026-05-03T18:40:00Z'))
    expect(now.value).toBe(at('2026-05-03T18:40:00Z'))
    play({ since: '2026-05-04T02:00:10Z', then: '2026-05-03T18:40:00Z', factor: 0 })
    vi.advanceTimersByTime(60_000)
    expect(now.value).toBe(at('2026-05-03T18:40:00Z'))
    expect(liveNow()).toBe(at('2026-05-04T02:01:10Z'))
  })

  it('is the live one before the drill starts', async () => {
    const { play, serverNow, liveNow } = await import('@/base/clock')
    play({ since: null, then: null, factor: 0 })
    vi.advanceTimersByTime(5_000)
    expect(serverNow()).toBe(liveNow())
  })

  it('is counted from the live clock of the server, not of the phone', async () => {
    const { correct, play, serverNow } = await import('@/base/clock')
    correct('Mon, 04 May 2026 01:50:00 GMT')
    play({ since: '2026-05-04T01:50:00Z', then: '2026-05-03T18:00:00Z', factor: 2 })
    vi.advanceTimersByTime(30_000)
    expect(serverNow()).toBe(at('2026-05-03T18:01:00Z'))
  })
})

describe('links from page to page', () => {
  // These lead out of a drill, or into one that they name.
  const meant = new Set([
    'base/api/session.ts',
    'features/drills/playing/ControllerDesk.vue',
    'features/drills/playing/DrillBar.vue',
    'features/drills/playing/DrillNotes.vue',
    'features/drills/playing/RealCall.vue',
    'features/drills/playing/SoloDesk.vue',
    'pages/drills/Drills.vue',
    'pages/login/signIn.ts',
  ])
  const links = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('schema.d.ts') && !meant.has(name))
    .flatMap((name) =>
      [...readFileSync(join('src', name), 'utf8').matchAll(/.*(?:href="|location\.(?:assign|replace)\().*/g)].map((line) => ({
        name,
        line: line[0].trim(),
      })),
    )
  it('stay in the drill: what is opened from a page of it goes through linkTo', () => {
    expect(links.length).toBeGreaterThan(20)
    for (const { name, line } of links)
      for (const [to] of line.matchAll(/(?<!linkTo\()['"`]\/(?:command|street|team|warnings|paper)\b|(?<!linkTo\()\bhome\(/g))
        expect(`${to} in ${name}: ${line}`).toBe('linkTo(…)')
  })
})

describe('what a page of a drill asks for and keeps', () => {
  const inAddress = async (search: string) => {
    vi.resetModules()
    history.replaceState(null, '', `/team${search}`)
    return import('@/base/realm/realm')
  }
  afterEach(() => history.replaceState(null, '', '/'))

  it('names its realm, but for what there is only once', async () => {
    const { drillOf, inRealm, linkTo, ofRealm, realm } = await inAddress(`?realm=${name}`)
    expect([realm, drillOf(realm)]).toEqual([name, id])
    expect(inRealm('/api/incidents?limit=5')).toBe(`/api/incidents?limit=5&realm=${name}`)
    for (const path of ['/api/session', '/api/drills', `/api/drills/${id}`, '/api/accounts/a', '/api/schedules', '/api/lists/411502'])
      expect(inRealm(path)).toBe(path)
    expect(linkTo('/paper?incident=1')).toBe(`/paper?incident=1&realm=${name}`)
    expect(linkTo('/warnings#warning=1')).toBe(`/warnings?realm=${name}#warning=1`)
    expect(ofRealm('emergency-team')).not.toBe('emergency-team')
  })

  it('is as it always was in live', async () => {
    const { drillOf, inRealm, linkTo, ofRealm, realm } = await inAddress('')
    expect([realm, drillOf(realm), drillOf('drill-1')]).toEqual([null, '', ''])
    expect([inRealm('/api/incidents'), linkTo('/team'), ofRealm('emergency-team')]).toEqual(['/api/incidents', '/team', 'emergency-team'])
  })
})
