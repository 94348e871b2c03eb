import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Parts of a page that are read when somebody opens them, not kept beforehand: on a slow line they would stand in the way of what is needed. */
const later: ReadonlySet<string> = new Set(['DoorsMap'])

/** Writes NAME-shell.js beside the pages: the service worker that opens one page without network, with the list of the files that page needs. */
export function shell(page: string): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const needed = new Set<string>()
        const visit = (name: string) => {
          const part = bundle[name]
          if (needed.has(name) || part?.type !== 'chunk' || later.has(part.name)) return
          needed.add(name)
          for (const style of part.viteMetadata?.importedCss ?? []) needed.add(style)
          for (const asset of part.viteMetadata?.importedAssets ?? []) needed.add(asset)
          part.imports.forEach(visit)
          part.dynamicImports.forEach(visit)
        }
        for (const [name, part] of Object.entries(bundle)) if (part.type === 'chunk' && part.isEntry && part.name === page) visit(name)
        const files = [`/${page}`, '/icon.svg', ...[...needed].sort().map((name) => `/${name}`)]
        const code = readFileSync(fileURLToPath(new URL('./src/outbox/shell.js', import.meta.url)), 'utf8')
        const version = createHash('sha256')
          .update(code)
          .update(files.join())
          .update(readFileSync(fileURLToPath(new URL(`./${page}.html`, import.meta.url))))
          .digest('hex')
          .slice(0, 12)
        this.emitFile({
          type: 'asset',
          fileName: `${page}-shell.js`,
          source: `const page = '/${page}', version = '${version}', files = ${JSON.stringify(files)}\n${code}`,
        })
      },
    },
  }
}
