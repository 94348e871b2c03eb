import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { rowsIn, tableOf } from './pages.ts'
import { meant, moduleOf } from './words.ts'

/** Limit of the data that a page can load before its first list shows, in kilobytes (1,000 bytes) after brotli compression. */
export type Budget = {
  entry: string
  rows: readonly string[]
  /** Files under src that the page needs for its first view, though it imports them dynamically. */
  parts?: readonly string[]
  most: number
}

/** To raise a budget, first look at what the page loads and make sure that all of it is needed at once. */
export const budgetsOfPages: readonly Budget[] = [
  // 25 s at 50 kbit/s was too long for the phone: no page of it loads more than 130.
  { entry: 'phone', rows: ['/'], parts: ['pages/team/Who.vue'], most: 128 },
  { entry: 'phone', rows: ['/'], parts: ['pages/team/MyTasks.vue'], most: 128 },
  { entry: 'phone', rows: ['/:page(who)/:arg?/:sheet?'], most: 124 },
  { entry: 'phone', rows: ['/:page(doors|door)/:arg?/:sheet?'], most: 130 },
  { entry: 'desk', rows: ['/command'], most: 303 },
  { entry: 'desk', rows: ['/street'], most: 164 },
  { entry: 'desk', rows: ['/warnings'], most: 150 },
  { entry: 'desk', rows: ['/drills'], most: 126 },
  { entry: 'desk', rows: ['/drills/:id'], most: 130 },
  { entry: 'desk', rows: ['/audit'], most: 129 },
  { entry: 'desk', rows: ['/accounts'], most: 131 },
  { entry: 'login', rows: [], most: 61 },
  { entry: 'link', rows: [], most: 63 },
  { entry: 'desk', rows: ['/civil'], most: 130 },
  { entry: 'desk', rows: ['/protection'], most: 112 },
  { entry: 'desk', rows: ['/clinic'], most: 130 },
  { entry: 'desk', rows: ['/counties'], most: 196 },
  { entry: 'desk', rows: ['/readiness'], most: 130 },
  { entry: 'desk', rows: ['/months'], most: 130 },
  { entry: 'desk', rows: ['/matters'], most: 130 },
  { entry: 'desk', rows: ['/party'], most: 130 },
  { entry: 'desk', rows: ['/lines'], most: 130 },
  { entry: 'desk', rows: ['/operations'], most: 130 },
  { entry: 'paper', rows: [], most: 86 },
  { entry: 'report', rows: [], most: 84 },
]

/** Part of the bundler's output: a chunk, with the modules, imports and styles that it loads at once. */
export type Part = { type: string; moduleIds?: readonly string[]; imports?: string[]; styles?: string[]; isEntry?: boolean; name?: string }

/** All files that these chunks need at once. */
export function closure(parts: Readonly<Record<string, Part>>, first: Iterable<string>) {
  const needed = new Set<string>()
  const visit = (name: string) => {
    if (needed.has(name)) return
    needed.add(name)
    for (const style of parts[name]?.styles ?? []) needed.add(style)
    for (const one of parts[name]?.imports ?? []) visit(one)
  }
  for (const name of first) visit(name)
  return needed
}

/** Lists the budgets that are exceeded, one sentence for each. */
export const over = (budgets: readonly Budget[], weigh: (budget: Budget) => number) =>
  budgets
    .map((budget) => ({ budget, kB: weigh(budget) / 1000 }))
    .filter(({ budget, kB }) => kB > budget.most)
    .map(
      ({ budget: { entry, rows, most }, kB }) => `${[entry, ...rows].join(' ')} loads ${kB.toFixed(1)} kB at once, more than its ${most}`,
    )

const src = join(import.meta.dirname, 'src')
const fileOf = (path: string) => {
  const table = tableOf(path)
  const row = table && rowsIn(table).find((one) => one.path === path)
  if (!row) throw new Error(`no page at ${path}`)
  return meant(join(src, table), row.file)!
}

/** Fails a build in which a page loads more at once than its budget. */
export function budgets(): Plugin {
  return {
    name: 'budgets',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }, bundle) {
        const parts: Record<string, Part> = {}
        for (const [name, part] of Object.entries(bundle))
          parts[name] = part.type === 'chunk' ? { ...part, styles: [...(part.viteMetadata?.importedCss ?? [])] } : { type: part.type }
        const named = (module: string) => {
          const found = Object.entries(parts).find(([, part]) =>
            part.moduleIds?.some((one) => one.replaceAll('\\', '/') === module.replaceAll('\\', '/')),
          )
          if (!found) throw new Error(`no file holds ${module}`)
          return found[0]
        }
        const size = (name: string) => {
          const packed = join(dir!, `${name}.br`)
          return statSync(existsSync(packed) ? packed : join(dir!, name)).size
        }
        const weigh = ({ entry, rows, parts: more = [] }: Budget) => {
          const entryFile = Object.entries(parts).find(([, part]) => part.isEntry && part.name === entry)![0]
          const words = [entry, ...rows].map((page) => named(moduleOf('zh-CN', page)))
          const all = closure(parts, [entryFile, ...words, ...[...rows.map(fileOf), ...more.map((one) => join(src, one))].map(named)])
          return [...all, `${entry}.html`].reduce((sum, name) => sum + size(name), 0)
        }
        for (const budget of budgetsOfPages)
          if (process.env.EMERGENCY_WEIGHTS)
            console.log([budget.entry, ...budget.rows].join(' '), (weigh(budget) / 1000).toFixed(1), 'kB of', budget.most)
        const faults = over(budgetsOfPages, weigh)
        if (faults.length) throw new Error(faults.join('\n'))
      },
    },
  }
}
