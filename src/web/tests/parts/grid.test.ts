import { expect, it } from 'vitest'
import Grid from '@/kit/parts/Grid.vue'
import { led } from '@/kit/parts/grid'
import { focused, made } from './making'

it('leads within the cells and never out of them', () => {
  const size = { rows: 3, columns: 4 }
  const to = (key: string, row: number, column: number, ctrlKey = false) => led({ key, ctrlKey }, { row, column }, size)
  expect(to('ArrowUp', 0, 1)).toEqual({ row: 0, column: 1 })
  expect(to('ArrowDown', 2, 1)).toEqual({ row: 2, column: 1 })
  expect(to('ArrowLeft', 1, 0)).toEqual({ row: 1, column: 0 })
  expect(to('ArrowRight', 1, 2)).toEqual({ row: 1, column: 3 })
  expect(to('Home', 2, 2)).toEqual({ row: 2, column: 0 })
  expect(to('End', 1, 2)).toEqual({ row: 1, column: 3 })
  expect(to('Home', 2, 2, true)).toEqual({ row: 0, column: 0 })
  expect(to('End', 0, 0, true)).toEqual({ row: 2, column: 3 })
  expect(to('PageDown', 0, 0)).toEqual({ row: 2, column: 0 })
  expect(to('x', 0, 0)).toBeUndefined()
  expect(led({ key: 'End', ctrlKey: false }, { row: 0, column: 0 }, { rows: 9, columns: 1 })).toEqual({ row: 8, column: 0 })
  expect(led({ key: 'End', ctrlKey: false }, { row: 0, column: 0 }, { rows: 0, columns: 1 })).toBeUndefined()
})

it('one cell is reached by Tab, the arrows carry the focus, a press opens', async () => {
  const box = made(Grid, {
    label: 'grid',
    rows: ['a', 'b'],
    columns: ['1', '2', '3'],
    keyOf: (one: string) => one,
    nameOf: (row: string, column: string) => row + column,
  })
  expect(box.findAll('[tabindex="0"]')).toHaveLength(1)
  const table = box.get('table')
  await table.trigger('keydown', { key: 'ArrowRight' })
  await table.trigger('keydown', { key: 'ArrowDown' })
  await table.trigger('keydown', { key: 'End' })
  expect(focused('aria-label')).toBe('b3')
  await box.get('[aria-label=b3]').trigger('click')
  expect(box.emitted('open')).toEqual([['b', '3']])
  box.unmount()
})
