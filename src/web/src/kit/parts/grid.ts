import { nextTick, ref, type Ref } from 'vue'

export type Cell = { row: number; column: number }
type Size = { rows: number; columns: number }
const page = 10
/** Number of animation frames in which a row must appear. */
const pictures = 60

const moves: Record<string, (at: Cell, last: Cell) => Cell> = {
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  PageUp: (at) => ({ ...at, row: at.row - page }),
  PageDown: (at) => ({ ...at, row: at.row + page }),
}
/** Along the row; of the whole list where a row is one cell, or with Ctrl. */
const ends: Record<string, (at: Cell, last: Cell, whole: boolean) => Cell> = {
  Home: (at, _, whole) => (whole ? { row: 0, column: 0 } : { ...at, column: 0 }),
  End: (at, last, whole) => (whole ? last : { ...at, column: last.column }),
}
/** Text fields and selects keep their own keys. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio]), select, textarea')

/** Target of a key in a grid of this size; none where it leads nowhere. */
export function led(event: Pick<KeyboardEvent, 'key' | 'ctrlKey'>, at: Cell, { rows, columns }: Size): Cell | undefined {
  const last = { row: rows - 1, column: columns - 1 }
  const to = moves[event.key]?.(at, last) ?? ends[event.key]?.(at, last, columns === 1 || event.ctrlKey)
  if (!to || rows === 0 || columns === 0) return undefined
  const within = (n: number, most: number) => Math.min(most, Math.max(0, n))
  return { row: within(to.row, last.row), column: within(to.column, last.column) }
}

/**
 * Keyboard of everything in rows and columns: one cell can be reached by Tab, the arrows go on from it. A cell takes the attributes of
 * `cell`; `key` hears the keys of all. `reach` creates a row that is not drawn.
 */
export function useGrid(root: Readonly<Ref<HTMLElement | null | undefined>>, size: () => Size, reach?: (row: number) => void) {
  const at = ref<Cell>({ row: 0, column: 0 })
  async function focus() {
    const { row, column } = at.value
    const found = () => root.value?.querySelector<HTMLElement>(`[data-at='${row}-${column}']`)
    reach?.(row)
    await nextTick()
    // A row that was not drawn appears in the frames after the scrolling.
    for (let left = reach ? pictures : 0; left > 0 && !found() && at.value.row === row; left--) {
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
    if (at.value.row === row) found()?.focus()
  }
  function go(row: number, column = at.value.column) {
    at.value = { row: Math.max(0, row), column }
    return focus()
  }
  function key(event: KeyboardEvent) {
    if (event.defaultPrevented || typing(event.target)) return
    const to = led(event, at.value, size())
    if (!to) return
    event.preventDefault()
    void go(to.row, to.column)
  }
  const cell = (row: number, column = 0) => ({
    'data-at': `${row}-${column}`,
    tabindex: at.value.row === row && at.value.column === column ? 0 : -1,
    onFocusin: () => {
      at.value = { row, column }
    },
  })
  return { at, key, cell, go, focus }
}
