import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { rowsIn, tables } from './pages.ts'

const root = join(import.meta.dirname, 'src')
const isFile = (path: string) => existsSync(path) && statSync(path).isFile()
const roomNames = () => readdirSync(join(root, 'base/words/zh-CN')).map((name) => name.replace('.json', ''))
export const languages = () => readdirSync(join(root, 'base/words')).filter((name) => !name.includes('.'))

type Words = { [key: string]: string | Words }

/** The file of ours that an import resolves to. */
export function meant(from: string, name: string): string | undefined {
  const base = name.startsWith('@/') ? join(root, name.slice(2)) : name.startsWith('.') ? join(dirname(from), name) : undefined
  return base && [base, `${base}.ts`, join(base, 'index.ts')].find((one) => /\.(ts|vue)$/.test(one) && isFile(one))
}

const isTable = (file: string) => tables.some((table) => join(root, table) === file)

/** The texts of all files that a file needs: with `later`, also of dynamic imports; a table's pages are pages of their own. */
function needed(first: string, later: boolean) {
  const texts = new Map<string, string>()
  const visit = (file: string) => {
    if (texts.has(file)) return
    const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    texts.set(file, text)
    const imports = [...text.matchAll(/^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?from\s+)?'([^']+)'/gm)]
    if (later && !isTable(file)) imports.push(...text.matchAll(/\bimport\('([^']+)'\)/g))
    for (const [, name] of imports) {
      const found = meant(file, name!)
      if (found) visit(found)
    }
  }
  visit(first)
  return [...texts.values()]
}

/** Finds the keys in these texts, and the beginnings of keys that are put together at run time. */
function keysIn(texts: readonly string[]) {
  const rooms = new Set(roomNames())
  const [whole, begun] = [new Set<string>(), new Set<string>()]
  for (const text of texts)
    for (const [, key, end] of text.matchAll(/['"`](\w+\.[\w.-]*)(['"`]|\$\{)/g))
      if (rooms.has(key!.split('.')[0]!)) (end === '${' ? begun : whole).add(key!)
  return { whole, begun: [...begun] }
}
type Keys = ReturnType<typeof keysIn>

/**
 * Each entry and each page of a table with the keys it needs: an entry by its name, with + the keys of its later parts, a page by its
 * address.
 */
export function keysNeeded(): Record<string, Keys> {
  const all: Record<string, Keys> = {}
  for (const name of readdirSync(join(root, 'entries')).map((file) => file.replace('.ts', ''))) {
    const file = join(root, 'entries', `${name}.ts`)
    all[name] = keysIn(needed(file, false))
    all[`${name}+`] = keysIn(needed(file, true))
  }
  for (const table of tables) for (const { path, file } of rowsIn(table)) all[path] = keysIn(needed(meant(join(root, table), file)!, true))
  return all
}

const isIn = ({ whole, begun }: Keys, key: string) =>
  whole.has(key) || begun.some((one) => key.startsWith(one)) || [...whole].some((one) => key.startsWith(`${one}.`))

/** The words of a language that are needed. */
export function chosen(language: string, keys: Keys): Words {
  const pick = (words: Words, path: string): Words => {
    const kept: Words = {}
    for (const [name, value] of Object.entries(words)) {
      const key = `${path}.${name}`
      if (typeof value === 'string') {
        if (isIn(keys, key)) kept[name] = value
      } else {
        const inside = pick(value, key)
        if (Object.keys(inside).length) kept[name] = inside
      }
    }
    return kept
  }
  const all: Words = {}
  for (const room of roomNames()) {
    const inside = pick(JSON.parse(readFileSync(join(root, 'base/words', language, `${room}.json`), 'utf8')) as Words, room)
    if (Object.keys(inside).length) all[room] = inside
  }
  return all
}

/**
 * A sentence with slots becomes the function calls with which the library fills them, so that nothing is compiled in the browser; a
 * sentence without slots stays a text.
 * Forms for one and for many stand with ` | ` between them and are chosen by {n}.
 */
const sentence = (text: string) => {
  if (!text.includes('{')) return JSON.stringify(text)
  const forms = text.split(' | ').map((form) => {
    const parts = form
      .split(/\{(\w+)\}/)
      .map((part, i) => (i % 2 ? `c.interpolate(c.named(${JSON.stringify(part)}))` : JSON.stringify(part)))
    return `[${parts.filter((part) => part !== '""').join()}]`
  })
  return `c=>c.normalize(${forms.length > 1 ? `String(c.named("n"))==="1"?${forms.join(':')}` : forms[0]})`
}
const written = (words: Words): string =>
  `{${Object.entries(words)
    .map(([name, value]) => `${JSON.stringify(name)}:${typeof value === 'string' ? sentence(value) : written(value)}`)
    .join()}}`

const [list, one] = ['virtual:words', 'virtual:words/']
/** The name of a page in the name of its module: characters of an address that a name cannot have are replaced. */
export const nameOf = (page: string) => page.replace('+', '-later').replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'first'

/**
 * `virtual:words`: the words that each entry and each page needs, in each language, derived from their imports; each is a file of its own.
 */
export function wordsOfPages(): Plugin {
  let [builds, known]: [boolean, ReturnType<typeof keysNeeded> | undefined] = [false, undefined]
  // A build parses every file once; during development they are parsed again each time.
  const keysNow = () => (builds ? (known ??= keysNeeded()) : keysNeeded())
  return {
    name: 'words-of-pages',
    configResolved: ({ command }) => void (builds = command === 'build'),
    buildStart: () => void (known = undefined),
    resolveId: (id) => (id.startsWith(list) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${list}`) {
        const of = (language: string) =>
          Object.keys(keysNow())
            .map((page) => `${JSON.stringify(page)}:()=>import(${JSON.stringify(`${one}${language}/${nameOf(page)}`)})`)
            .join()
        return `export const files = {${languages()
          .map((language) => `${JSON.stringify(language)}:{${of(language)}}`)
          .join()}}`
      }
      if (!id.startsWith(`\0${one}`)) return undefined
      const [language, name] = id.slice(one.length + 1).split('/')
      const keys = Object.entries(keysNow()).find(([page]) => nameOf(page) === name)?.[1]
      return keys && `export default ${written(chosen(language!, keys))}`
    },
    // Words of a single room, for code that needs a word that no page seemed to need.
    transform: {
      filter: { id: /\/src\/base\/words\/[\w-]+\/\w+\.json$/ },
      order: 'pre',
      handler: (code) => ({ code: `export default ${written(JSON.parse(code) as Words)}`, moduleType: 'js', map: null }),
    },
  }
}

/** Returns the page that a bundle of words belongs to; nothing when the bundle holds something else. */
export const pageOfWords = (facade: string | null | undefined) =>
  facade?.startsWith(`\0${one}`) ? facade.split('/').at(-1) : /\/src\/base\/words\/[\w-]+\/\w+\.json$/.test(facade ?? '') ? '' : undefined

/** The module of a page's words. */
export const moduleOf = (language: string, page: string) => `\0${one}${language}/${nameOf(page)}`

/** The words the pages of a table need, and their entry's, by the names of {@link pageOfWords}. */
export const wordsFor = (entry: string, table: (typeof tables)[number]) =>
  new Set([entry, `${entry}+`, ...rowsIn(table).map((row) => row.path)].map(nameOf))
