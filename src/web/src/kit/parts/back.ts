import { onBeforeUnmount, onMounted } from 'vue'

const mark = 'over'

/** While this is open, Back closes it and leaves the page where it is. The address does not change; the page's own history state stays. */
export function useBack(close: () => void, wanted: () => boolean = () => true) {
  let mine = 0
  const left = () => {
    if (!mine || (history.state as Record<string, unknown> | null)?.[mark] === mine) return
    mine = 0
    close()
  }
  onMounted(() => {
    if (!wanted()) return
    mine = Date.now() + Math.random()
    history.pushState({ ...(history.state as object | null), [mark]: mine }, '')
    addEventListener('popstate', left)
  })
  onBeforeUnmount(() => {
    removeEventListener('popstate', left)
    if (mine && (history.state as Record<string, unknown> | null)?.[mark] === mine) history.back()
  })
}
