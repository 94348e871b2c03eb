import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The tables of pages, under src. */
export const tables = ['pages/desk.ts', 'pages/phone.ts'] as const

const text = (table: string) => readFileSync(join(import.meta.dirname, 'src', table), 'utf8')

/** A row of a table of pages, parsed from its text: its address, and the file that shows it. */
export type PageRow = { path: string; file: string }

/** Resolves the file of a row, as an import names it, relative to its table. */
export const tableOf = (path: string) => tables.find((table) => rowsIn(table).some((row) => row.path === path))

/** The rows of a table of pages. */
export const rowsIn = (table: string): PageRow[] =>
  [...text(table).matchAll(/path: '([^']+)'[\s\S]*?import\('([^']+)'\)/g)].map(([, path, file]) => ({ path: path!, file: file! }))

/** Writes an address with a variable part as the server does: /drills/:id becomes /drills/{id}. */
const ofServer = (path: string) => path.replace(/:(\w+)/g, '{$1}')

/** Maps each HTML file to the addresses that it answers. */
export const addresses = (): Record<string, string[]> => ({
  login: ['/login'],
  desk: rowsIn('pages/desk.ts').map((row) => ofServer(row.path)),
  phone: ['/team'],
  link: ['/link'],
  paper: ['/paper'],
  report: ['/drills/{id}/report'],
})

/** Tells our server and Vite's dev server which file answers which addresses. */
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
