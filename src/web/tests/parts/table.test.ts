import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { csv } from '@/kit/parts/csv'
import DataTable from '@/kit/parts/DataTable.vue'
import { usePages, type Column, type Order } from '@/kit/parts/table'
import { focused, made } from './making'

type Row = { id: string; name: string; n?: number }
const columns: Column<Row>[] = [
  { key: 'name', name: 'Name', value: (one) => one.name },
  { key: 'n', name: 'N', value: (one) => one.n },
]
const rows: Row[] = [
  { id: 'a', name: '3号楼', n: 20 },
  { id: 'b', name: '12号楼', n: 3 },
  { id: 'c', name: '2号楼' },
]
const table = (more: Record<string, unknown> = {}) =>
  made(DataTable, {
    label: 'rows',
    columns,
    rows,
    keyOf: (one: Row) => one.id,
    typed: '',
    chosen: [] as string[],
    order: undefined as Order | undefined,
    ...more,
  })
const keys = (box: ReturnType<typeof table>) => box.findAll('[data-key]').map((one) => one.attributes('data-key'))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('a table is sorted by its heads: up, down, as it came; what is not known stays last', async () => {
  const box = table()
  const heads = box.findAll('thead button')
  await heads[0]!.trigger('click')
  expect(keys(box)).toEqual(['c', 'a', 'b'])
  await heads[1]!.trigger('click')
  expect(keys(box)).toEqual(['b', 'a', 'c'])
  expect(box.findAll('thead th')[1]!.attributes('aria-sort')).toBe('ascending')
  await heads[1]!.trigger('click')
  expect(keys(box)).toEqual(['a', 'b', 'c'])
  await heads[1]!.trigger('click')
  expect(keys(box)).toEqual(['a', 'b', 'c'])
  expect(box.findAll('thead th')[1]!.attributes('aria-sort')).toBe('none')
  box.unmount()
})

it('a table finds what is typed, says that nothing was found and takes it back', async () => {
  const box = table({ search: true })
  await box.get('input[type=search]').setValue('号楼 12')
  expect(keys(box)).toEqual(['b'])
  await box.get('input[type=search]').setValue('nowhere')
  expect(box.text()).toContain('nowhere')
  await box.get('.empty button').trigger('click')
  expect(keys(box)).toHaveLength(3)
  box.unmount()
})

it('a table is worked by the keyboard: along the rows, opened by Enter, chosen by Space', async () => {
  const box = table({ select: true, opens: true })
  const press = (key: string) =>
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  ;(box.get('[data-key=a]').element as HTMLElement).focus()
  press('ArrowDown')
  await flushPromises()
  expect(focused('data-key')).toBe('b')
  press('End')
  await flushPromises()
  expect(focused('data-key')).toBe('c')
  press(' ')
  await flushPromises()
  expect(box.props('chosen')).toEqual(['c'])
  press('Home')
  await flushPromises()
  press('Enter')
  expect(box.emitted('open')).toEqual([[rows[0]]])
  await box.get('thead input').trigger('change')
  expect(new Set(box.props('chosen') as string[])).toEqual(new Set(['a', 'b', 'c']))
  box.unmount()
})

it('a table that is not there yet is busy, and one without rows says so', () => {
  const waiting = table({ rows: undefined })
  expect(waiting.get('table').attributes('aria-busy')).toBe('true')
  expect(waiting.find('.empty').exists()).toBe(false)
  waiting.unmount()
  const none = table({ rows: [], empty: 'nobody' })
  expect(none.get('.empty').text()).toContain('nobody')
  none.unmount()
})

it('of 40,000 rows only those are drawn that one looks at', async () => {
  // The test's own browser lays nothing out and would tell that.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(41)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  const many = Array.from({ length: 40_000 }, (_, n) => ({ id: `r${n}`, name: `${n}`, n }))
  const box = table({ rows: many })
  await vi.waitFor(() => expect(keys(box).length).toBeGreaterThan(0))
  expect(keys(box).length).toBeLessThan(200)
  expect(box.get('table').attributes('aria-rowcount')).toBe('40001')
  box.unmount()
})

it('what is exported is quoted where it must be and is never a formula', () => {
  expect(csv([['=1+1', '+86', '-x', '@a', -5, 'a,"b"', null]])).toBe(`\uFEFF'=1+1,'+86,'-x,'@a,-5,"a,""b""",\r\n`)
})

it('rows come page by page, again as many as were there, anew with what is searched', async () => {
  const all = Array.from({ length: 5 }, (_, n) => n)
  const load = vi.fn((from: string | undefined, search: string) => {
    const found = all.filter((n) => !search || String(n) === search)
    const start = Number(from ?? 0)
    return Promise.resolve({
      items: found.slice(start, start + 2),
      next: start + 2 < found.length ? String(start + 2) : null,
      count: found.length,
    })
  })
  const search = ref('')
  const scope = effectScope()
  const pages = scope.run(() => usePages(load, () => search.value))!
  await flushPromises()
  expect(pages.items.value).toEqual([0, 1])
  await pages.more()
  expect(pages.items.value).toEqual([0, 1, 2, 3])
  await pages.again()
  expect(pages.items.value).toEqual([0, 1, 2, 3])
  await pages.all()
  expect(pages.items.value).toEqual(all)
  search.value = '3'
  await flushPromises()
  expect(pages.items.value).toEqual([3])
  expect(pages.count.value).toBe(1)
  load.mockRejectedValueOnce(new TypeError('gone'))
  await pages.again()
  expect(pages.refused.value).toBeDefined()
  expect(pages.items.value).toEqual([3])
  scope.stop()
})
