import { computed, ref } from 'vue'
import { session } from '@/base/api/http'
import { liveTime } from '@/base/clock'
import { owned } from '@/base/session/session'

/** Notice period before the session's end: a phone's session lasts thirty days, a desk's one. */
const [hour, day] = [3_600_000, 24 * 3_600_000]
const putAway = owned(() => ref(''))

/**
 * State of this session's end: `soon` when it ends however much it is used, `carried` when it runs past its end because of an incident in
 * its place. A notice that was put away stays hidden until the state changes.
 */
export function useEnding() {
  const put = putAway()
  const at = computed(() => (session.value ? Date.parse(session.value.latestAt) : Infinity))
  const before = computed(() => (session.value?.on === 'desk' ? hour : day))
  const state = computed(() =>
    session.value?.carried || liveTime.value >= at.value ? 'carried' : liveTime.value >= at.value - before.value ? 'soon' : 'far',
  )
  return { at, state, shown: computed(() => state.value !== 'far' && put.value !== state.value), putAway: () => (put.value = state.value) }
}
