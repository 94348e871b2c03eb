import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { pageOfWords } from './words.ts'

/** Parts of a page that are loaded on opening, not kept beforehand: on a slow line they would delay needed files. */
export const laterParts: ReadonlySet<string> = new Set(['DoorsMap'])

/**
 * Writes PAGE-shell.js beside the pages: the service worker that opens one page without network, with the list of all files that page will ever
 * need, also those it loads later.
 * @param entry the file of the page
 * @param words those of the page, by the names of {@link pageOfWords}
 */
export function shell(page: string, entry: string, words: () => ReadonlySet<string>): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const [needed, spoken] = [new Set<string>(), words()]
        const visit = (name: string) => {
          const part = bundle[name]
          if (needed.has(name) || part?.type !== 'chunk' || laterParts.has(part.name)) return
          const of = pageOfWords(part.facadeModuleId)
          if (of !== undefined && !spoken.has(of)) return
          needed.add(name)
          for (const style of part.viteMetadata?.importedCss ?? []) needed.add(style)
          for (const asset of part.viteMetadata?.importedAssets ?? []) needed.add(asset)
          part.imports.forEach(visit)
          part.dynamicImports.forEach(visit)
        }
        for (const [name, part] of Object.entries(bundle)) if (part.type === 'chunk' && part.isEntry && part.name === entry) visit(name)
        const files = [`/${page}`, '/icon.svg', ...[...needed].sort().map((name) => `/${name}`)]
        const code = readFileSync(fileURLToPath(new URL('./src/kit/outbox/shell.js', import.meta.url)), 'utf8')
        const version = createHash('sha256')
          .update(code)
          .update(files.join())
          .update(readFileSync(fileURLToPath(new URL(`./${entry}.html`, import.meta.url))))
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
