import { computed, ref } from 'vue'
import { session } from '@/api/http'
import { liveTime } from '@/clock'
import { owned } from '@/session/session'

/** So long before its last moment one is told: a phone's session lasts thirty days, a desk's one. */
const [hour, day] = [3_600_000, 24 * 3_600_000]
const putAway = owned(() => ref(''))

/** Whether this session is about to end however much it is used, or has gone beyond its end because an incident of its place runs; `put away` until it is the other of the two. */
export function useEnding() {
  const put = putAway()
  const at = computed(() => (session.value ? Date.parse(session.value.latestAt) : Infinity))
  const before = computed(() => (session.value?.on === 'desk' ? hour : day))
  const state = computed(() =>
    session.value?.carried || liveTime.value >= at.value ? 'carried' : liveTime.value >= at.value - before.value ? 'soon' : 'far',
  )
  return { at, state, shown: computed(() => state.value !== 'far' && put.value !== state.value), putAway: () => (put.value = state.value) }
}
