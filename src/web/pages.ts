import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The tables of pages, under src. */
export const tables = ['pages/desk.ts', 'pages/phone.ts'] as const

const text = (table: string) => readFileSync(join(import.meta.dirname, 'src', table), 'utf8')

/** A row of a table of pages, as its text says it: where it is, and which file shows it. */
export type PageRow = { path: string; file: string }

/** The file of a row, as an import names it, belongs to its table. */
export const tableOf = (path: string) => tables.find((table) => rowsIn(table).some((row) => row.path === path))

/** The rows of a table of pages. */
export const rowsIn = (table: string): PageRow[] =>
  [...text(table).matchAll(/path: '([^']+)'[\s\S]*?import\('([^']+)'\)/g)].map(([, path, file]) => ({ path: path!, file: file! }))

/** What the server calls an address with a part that is different each time: /drills/:id is /drills/{id}. */
const ofServer = (path: string) => path.replace(/:(\w+)/g, '{$1}')

/** Which file answers which addresses. */
export const addresses = (): Record<string, string[]> => ({
  login: ['/login'],
  desk: rowsIn('pages/desk.ts').map((row) => ofServer(row.path)),
  phone: ['/team'],
  link: ['/link'],
  paper: ['/paper'],
  report: ['/drills/{id}/report'],
})

/** Tells the server, and Vite's own, which file answers which addresses. */
export function pages(): Plugin {
  return {
    name: 'pages',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(addresses()) })
    },
    configureServer(server) {
      const known = Object.entries(addresses()).flatMap(([name, all]) =>
        all.map((address) => ({ name, is: new RegExp(`^${address.replace(/\{\w+\}/g, '[^/]+')}$`) })),
      )
      server.middlewares.use((request, _, next) => {
        const [path, query] = (request.url ?? '').split('?')
        const page = known.find((one) => one.is.test(path!))
        if (page) request.url = `/${page.name}.html${query ? `?${query}` : ''}`
        next()
      })
    },
  }
}
