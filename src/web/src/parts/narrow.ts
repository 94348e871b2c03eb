import { onScopeDispose, ref } from 'vue'

/** Whether the window is at most so wide, CSS pixels; follows it. */
export function useNarrow(width: number) {
  const query = matchMedia(`(max-width: ${width}px)`)
  const narrow = ref(query.matches)
  const follow = () => (narrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}
