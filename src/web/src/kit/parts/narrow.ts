import { onScopeDispose, ref } from 'vue'
import { breakpoints, type Breakpoint } from '@/base/look/breakpoints'

/** True while the window is at most so wide. */
export function useNarrow(width: Breakpoint) {
  const query = matchMedia(`(max-width: ${breakpoints[width]}px)`)
  const narrow = ref(query.matches)
  const follow = () => (narrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}
