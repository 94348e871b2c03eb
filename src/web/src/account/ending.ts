import { computed, ref } from 'vue'
import { session } from '@/api/http'
import { liveTime } from '@/clock'

/** How long before its last moment one is told: an hour at a desk, a day on a phone. */
const before = { desk: 3_600_000, phone: 24 * 3_600_000 }
const put = ref('')

/** Whether this session is about to end however much it is used, or has gone beyond its end because an incident of its place runs; `put away` until it is the other of the two. */
export function useEnding(on: 'desk' | 'phone') {
  const at = computed(() => (session.value ? Date.parse(session.value.latestAt) : Infinity))
  const state = computed(() => (liveTime.value >= at.value ? 'carried' : liveTime.value >= at.value - before[on] ? 'soon' : 'far'))
  return { at, state, shown: computed(() => state.value !== 'far' && put.value !== state.value), putAway: () => (put.value = state.value) }
}
