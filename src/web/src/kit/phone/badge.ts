import { onScopeDispose, watch, type Ref } from 'vue'

type Badged = Navigator & { setAppBadge?: (n: number) => Promise<void>; clearAppBadge?: () => Promise<void> }

/** Number of waiting items on the icon of the installed app, where the browser can; none when nothing waits or the user has left. */
export function useAppBadge(count: Ref<number>) {
  const here = navigator as Badged
  // Not allowed, or not installed: the same count stands on the page.
  const show = (n: number) => void (n ? here.setAppBadge?.(n) : here.clearAppBadge?.())?.catch(() => undefined)
  watch(count, show, { immediate: true })
  onScopeDispose(() => show(0))
}
