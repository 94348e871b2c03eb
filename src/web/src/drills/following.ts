import { onScopeDispose } from 'vue'
import { division } from '@/api/session'
import type { Live } from '@/live/live'

/** Hears of the drills of one's division as long as somebody looks: what is asked about them follows. */
export function followDrills(live: Live) {
  const group = live.join('division', division())
  onScopeDispose(() => group.release())
}
