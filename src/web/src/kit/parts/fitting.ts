import { onBeforeUnmount, onMounted, onUpdated, watch, type Ref } from 'vue'

/**
 * Lets a bar in one line leave out as little as it must so that all of it fits. Its `data-less` names the left-out steps for the styles,
 * always the first of `steps`. It is measured and not taken from the window's width: the bar's content grows and shrinks.
 * @param always how many steps are taken in any case
 */
export function useFitting<Step extends string>(
  bar: Readonly<Ref<HTMLElement | null>>,
  steps: readonly Step[],
  always: () => number = () => 0,
) {
  // At once and not by a render: the bar is never seen while it is measured, and the focused element keeps the focus.
  function fit() {
    const line = bar.value
    for (let taken = Math.min(always(), steps.length); line && taken <= steps.length; taken++) {
      line.dataset.less = steps.slice(0, taken).join(' ')
      if (line.scrollWidth <= line.clientWidth) return
    }
  }
  const sizes = new ResizeObserver(fit)
  const watched = new Set<Element>()
  function follow() {
    const now = new Set(bar.value ? [bar.value, ...bar.value.children] : [])
    for (const one of watched)
      if (!now.has(one)) {
        watched.delete(one)
        sizes.unobserve(one)
      }
    for (const one of now)
      if (!watched.has(one)) {
        watched.add(one)
        sizes.observe(one)
      }
    fit()
  }
  onMounted(follow)
  onUpdated(follow)
  watch(always, fit)
  onBeforeUnmount(() => sizes.disconnect())
}
