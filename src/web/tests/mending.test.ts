import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/base/api/http'
import { grouped, mendable } from '@/across/imports/mending'

const finding = (row: number, reason: string, outcome: 'warn' | 'reject' = 'reject'): Schemas['FindingShown'] => ({
  row,
  outcome,
  field: 'name',
  heading: '姓名',
  reason,
  message: reason,
  value: null,
  community: null,
})
const sheet = (findings: Schemas['FindingShown'][], cells: string[][] = []): Schemas['SheetShown'] => ({
  file: '名册.csv',
  sheet: null,
  dataRows: 9,
  ok: 0,
  warned: 0,
  rejected: 0,
  imported: 0,
  skipped: false,
  findings,
  columns: [],
  missing: [],
  mend: { headings: ['姓名', '备注'], rows: cells.map((one, n) => ({ row: n + 2, cells: one })) },
})

describe('the rows to mend', () => {
  it('come with the row, what is wrong, and the headings of the file', () => {
    expect(mendable(sheet([finding(2, '缺少姓名')], [['', '住"后院"']]), { row: '原行', what: '要改' })).toEqual([
      ['原行', '要改', '姓名', '备注'],
      ['2', '姓名：缺少姓名', '', '住"后院"'],
    ])
  })
  it('stay as they were written: the server makes text cells of them', () => {
    expect(mendable(sheet([finding(2, 'x')], [['=1+1', '@a']]), { row: 'r', what: 'w' })[1]?.slice(2)).toEqual(['=1+1', '@a'])
  })
  it('are grouped by what is wrong: what is not imported first, then what is most', () => {
    expect(
      grouped([sheet([finding(4, 'c', 'warn'), finding(3, 'a'), finding(2, 'b'), finding(5, 'b')])]).map((group) => [
        group.reason,
        group.rows.length,
      ]),
    ).toEqual([
      ['b', 2],
      ['a', 1],
      ['c', 1],
    ])
  })
})
