import { onScopeDispose } from 'vue'
import { division } from '@/base/api/session'
import type { Live } from '@/kit/live/live'

/** Follows the drills of the user's division while the page is open: its queries are loaded again on changes. */
export function followDrills(live: Live) {
  const group = live.join('division', division())
  onScopeDispose(() => group.release())
}
