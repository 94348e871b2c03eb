import type { Schemas } from '@/base/api/http'

/** The rows to correct as a table with the file's own headings, preceded by the row number and the error. */
export function mendable(sheet: Schemas['SheetShown'], words: { row: string; what: string }): string[][] {
  const wrong = new Map<number, string[]>()
  for (const finding of sheet.findings)
    if (finding.outcome === 'reject') wrong.set(finding.row, [...(wrong.get(finding.row) ?? []), `${finding.heading}：${finding.message}`])
  const rows = sheet.mend?.rows ?? []
  return [
    [words.row, words.what, ...(sheet.mend?.headings ?? [])],
    ...rows.map((one) => [String(one.row), (wrong.get(one.row) ?? []).join('；'), ...one.cells]),
  ]
}

export interface Group {
  reason: string
  outcome: 'warn' | 'reject'
  message: string
  rows: { sheet: string; finding: Schemas['FindingShown'] }[]
}

/** Findings by kind of error: rows not imported first, then the most frequent. */
export function grouped(sheets: readonly Schemas['SheetShown'][]): Group[] {
  const groups = new Map<string, Group>()
  for (const sheet of sheets)
    for (const finding of sheet.findings) {
      const key = `${finding.outcome} ${finding.message}`
      const group = groups.get(key) ?? { reason: finding.reason, outcome: finding.outcome, message: finding.message, rows: [] }
      group.rows.push({ sheet: sheet.sheet ?? sheet.file, finding })
      groups.set(key, group)
    }
  return [...groups.values()].sort((a, b) => Number(a.outcome === 'warn') - Number(b.outcome === 'warn') || b.rows.length - a.rows.length)
}
