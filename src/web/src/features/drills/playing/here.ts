import { computed, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { session, type Schemas } from '@/base/api/http'
import { division } from '@/base/api/session'
import { play, serverNow } from '@/base/clock'
import type { Group } from '@/kit/live/group'
import type { Live } from '@/kit/live/live'
import { heardOf, noNetwork } from '@/base/realm/outages'
import { drillOf, realm } from '@/base/realm/realm'
import { useRead } from '@/kit/queries/read'

export type Light = Schemas['DrillLight']
/** States of the bar: a real call comes before everything else. */
export type Standing = 'loading' | 'unknown' | 'prepared' | 'running' | 'paused' | 'real' | 'ended'

/** Polling interval for users without broadcasts of their division, so that a real call is seen within three seconds. */
const pause = 2_500

/** The drill that the page is in: from the live connection for users who hear their division, else polled. Sets the page's clock. */
export function useDrillHere(live: ShallowRef<Live | undefined>) {
  const id = drillOf(realm)
  const asked = useRead('/api/drills/{drillId}', () => (live.value && session.value ? { path: { drillId: id } } : null))
  const group = shallowRef<Group>()
  watch(
    [live, session],
    ([line, who], _, after) => {
      group.value = undefined
      if (!line || !who) return
      const here = (group.value = line.join('division', division()))
      after(() => here.release())
    },
    { immediate: true },
  )
  const heard = computed(() => [...(group.value?.view<Light>('drill').values() ?? [])].find((one) => one.id === id))
  // The latest state counts, live or polled: without network nothing is heard, and the other way round.
  const light = shallowRef<Light>()
  watch(heard, (now) => now && (light.value = now), { immediate: true })
  watch(
    () => asked.data?.drill,
    (now) => now && (light.value = now),
  )
  const asking = setInterval(() => session.value && (!heard.value || noNetwork()) && asked.soon(), pause)
  onScopeDispose(() => clearInterval(asking))
  watch(light, (now) => now && (play(now), heardOf(now, serverNow())), { immediate: true })

  const standing = computed<Standing>(() => {
    if (!light.value) return asked.refused && asked.refused.status >= 400 && asked.refused.status < 500 ? 'unknown' : 'loading'
    const { stage, real } = light.value
    if (stage === 'paused' && real.length) return 'real'
    return stage === 'none' ? 'unknown' : stage
  })
  return { light, standing, officer: computed(() => asked.data?.safetyOfficer ?? null), leads: computed(() => asked.data?.leads === true) }
}
