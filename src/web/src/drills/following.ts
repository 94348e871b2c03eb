import { onScopeDispose } from 'vue'
import { division } from '@/api/session'
import type { Live } from '@/live/live'

/** Calls back when a drill in one's division has changed, and after a cut. */
export function onDrills(live: Live, heard: () => void) {
  const group = live.join('division', division())
  group.onChange(({ view }) => view === 'drill' && heard())
  onScopeDispose(() => group.release())
}
