import { onBeforeUnmount, onMounted, onUpdated, watch, type Ref } from 'vue'

/**
 * A bar in one line leaves out as little as it must so that all of it fits. What is left out stands in its `data-less`, in words for the
 * styles, always the first of `steps`. It is measured and not taken from the window's width: what a bar says grows and shrinks.
 * @param always how many steps are taken in any case
 */
export function useFitting<Step extends string>(
  bar: Readonly<Ref<HTMLElement | null>>,
  steps: readonly Step[],
  always: () => number = () => 0,
) {
  // At once and not by a render: between two pictures the bar is never seen measured, and what has the focus keeps it.
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
