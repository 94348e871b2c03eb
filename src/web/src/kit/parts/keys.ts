import { onScopeDispose } from 'vue'

const kept = 'keys:off'
export const keysOff = () => localStorage.getItem(kept) === '1'
export const switchKeys = (on: boolean) => (on ? localStorage.removeItem(kept) : localStorage.setItem(kept, '1'))

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Single-letter keys of a desk; off while typing, in dialogs, with a modifier, and where they are switched off. */
export function useKeys(acts: Readonly<Record<string, () => void>>) {
  function press(event: KeyboardEvent) {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.repeat ||
      keysOff() ||
      typing(event.target) ||
      document.querySelector('dialog[open]')
    )
      return
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (act) {
      event.preventDefault()
      act()
    }
  }
  addEventListener('keydown', press)
  onScopeDispose(() => removeEventListener('keydown', press))
}
