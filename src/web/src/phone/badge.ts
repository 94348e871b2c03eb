import { onScopeDispose, watch, type Ref } from 'vue'

type Badged = Navigator & { setAppBadge?: (n: number) => Promise<void>; clearAppBadge?: () => Promise<void> }

/** How much waits stands on the sign of the installed page, where the browser can; nothing does when nothing waits or one has left. */
export function useAppBadge(count: Ref<number>) {
  const here = navigator as Badged
  // Not allowed, or not installed: the same count stands on the page.
  const show = (n: number) => void (n ? here.setAppBadge?.(n) : here.clearAppBadge?.())?.catch(() => undefined)
  watch(count, show, { immediate: true })
  onScopeDispose(() => show(0))
}
