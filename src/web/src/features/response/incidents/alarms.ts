import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Schemas } from '@/base/api/http'
import { liveTime as now } from '@/base/clock'
import type { Desk } from '@/features/response/incidents/desk'
import { play, wake, type Tune } from '@/kit/sound/tones'

const kept = 'sound:volume'
const [again, most, merge, mute] = [20_000, 180_000, 10_000, 600_000]

/**
 * Sounds that are due: new and urgent ones repeat until somebody looks at the cause; all others sound once. Each has its twin on the
 * screen.
 */
export function useAlarms(desk: Desk) {
  const volume = ref(Number(localStorage.getItem(kept) ?? '0.7'))
  watch(volume, (value) => localStorage.setItem(kept, String(value)))
  const mutedUntil = ref(0)
  const muted = computed(() => mutedUntil.value > now.value)
  const played = ref<Tune[]>([])
  const sound = (tune: Tune) => {
    played.value = [...played.value.slice(-9), tune]
    if (!muted.value) play(tune, volume.value)
  }

  // New urgent incidents: until somebody opens one, at most three minutes.
  const urgent = new Map<string, { since: number; last: number }>()
  watch(
    () => desk.fresh.value.join(),
    () => {
      for (const id of desk.fresh.value) {
        const light = desk.incidents.get(id)
        if (light && light.priority !== 'normal' && !urgent.has(id)) {
          urgent.set(id, { since: now.value, last: now.value })
          sound('urgent')
        }
      }
      for (const id of urgent.keys()) if (!desk.fresh.value.includes(id)) urgent.delete(id)
    },
  )
  watch(now, (time) => {
    for (const [id, one] of urgent) {
      if (time - one.since > most) urgent.delete(id)
      else if (time - one.last >= again) {
        one.last = time
        sound('urgent')
      }
    }
  })

  // Counts increases only: everything that was there when the page opened is on the screen already.
  let lastNobody = 0
  const ready = () => desk.group.ready.value && desk.live.state.value === 'live'
  const rises = (count: () => number, act: () => void) =>
    watch([count, desk.group.ready], ([next, isReady], [before, wasReady]) => isReady && wasReady && ready() && next > before && act())
  rises(
    () => desk.late.value.filter((late) => late.kind === 'task' && late.life).length,
    () => {
      if (now.value - lastNobody < merge) return
      lastNobody = now.value
      sound('nobody')
    },
  )
  rises(
    () => desk.totals.value.help,
    () => sound('help'),
  )
  const warned = desk.group.view<Schemas['WarningLight']>('warning')
  rises(
    () => [...warned.values()].filter((one) => one.unattended).length,
    () => sound('nobody'),
  )
  watch(
    () => [...desk.links.values()].filter((link) => link.link === 'down').length,
    (down, before) => ready() && sound(down > before ? 'down' : 'up'),
  )

  const hear = () => void wake()
  addEventListener('pointerdown', hear)
  addEventListener('keydown', hear)
  onScopeDispose(() => {
    removeEventListener('pointerdown', hear)
    removeEventListener('keydown', hear)
  })
  return { volume, muted, mutedUntil, played, mute: () => (mutedUntil.value = now.value + mute), unmute: () => (mutedUntil.value = 0) }
}
export type Alarms = ReturnType<typeof useAlarms>
