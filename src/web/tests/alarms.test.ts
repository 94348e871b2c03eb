import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive, ref, type EffectScope } from 'vue'
import type { Desk } from '@/features/response/incidents/desk'

vi.useFakeTimers()
const { useAlarms } = await import('@/features/response/incidents/alarms')

const warnings = reactive(new Map<string, { unattended: boolean }>())
const made = () => ({
  fresh: ref<string[]>([]),
  incidents: reactive(
    new Map([
      ['fire', { priority: 'life' }],
      ['routine', { priority: 'normal' }],
    ]),
  ),
  late: ref<{ kind: string; life: boolean }[]>([]),
  totals: ref({ help: 0 }),
  links: reactive(new Map<string, { link: string }>()),
  group: { ready: ref(true), view: () => warnings },
  live: { state: ref('live') },
})
let scope: EffectScope = effectScope()
let desk = made()
const alarms = () => scope.run(() => useAlarms(desk as unknown as Desk))!
const seconds = async (n: number) => {
  for (let i = 0; i < n; i++) {
    vi.advanceTimersByTime(1000)
    await nextTick()
  }
}

describe('sounds', () => {
  beforeEach(() => {
    warnings.clear()
    scope = effectScope()
    desk = made()
  })
  afterEach(() => scope.stop())

  it('of a new urgent incident come again every 20 s until somebody looks at it', async () => {
    const here = alarms()
    desk.fresh.value = ['fire']
    await nextTick()
    expect(here.played.value).toEqual(['urgent'])
    await seconds(45)
    expect(here.played.value).toEqual(['urgent', 'urgent', 'urgent'])
    desk.fresh.value = []
    await seconds(60)
    expect(here.played.value).toHaveLength(3)
  })
  it('are not made of what is routine', async () => {
    const here = alarms()
    desk.fresh.value = ['routine']
    await seconds(30)
    expect(here.played.value).toEqual([])
  })
  it('tell once that nobody took life-safety tasks, however many come within ten seconds', async () => {
    const here = alarms()
    for (let n = 1; n <= 5; n++) {
      desk.late.value = Array.from({ length: n }, () => ({ kind: 'task', life: true }))
      await seconds(1)
    }
    expect(here.played.value).toEqual(['nobody'])
  })
  it('tell once of a warning that nobody confirms', async () => {
    const { played } = alarms()
    warnings.set('rain', { unattended: false })
    await nextTick()
    expect(played.value).toEqual([])
    warnings.set('rain', { unattended: true })
    await nextTick()
    expect(played.value).toEqual(['nobody'])
    await seconds(30)
    expect(played.value).toEqual(['nobody'])
  })

  it('tell that somebody needs help, and that a line went and came', async () => {
    const here = alarms()
    desk.totals.value = { help: 1 }
    await nextTick()
    desk.links.set('119', { link: 'down' })
    await nextTick()
    desk.links.set('119', { link: 'up' })
    await nextTick()
    expect(here.played.value).toEqual(['help', 'down', 'up'])
  })
  it('are quiet for ten minutes and never for ever', async () => {
    const here = alarms()
    here.mute()
    expect(here.muted.value).toBe(true)
    await seconds(601)
    expect(here.muted.value).toBe(false)
  })
})
