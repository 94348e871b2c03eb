import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { budgetsOfPages } from './budgets.ts'
import { addresses, rowsIn, type tables } from './pages.ts'
import { laterParts } from './shell.ts'
import { meant, pageOfWords } from './words.ts'

/** What the bundler knows of a module. */
export type Module = { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[]; code?: string | null }
type Graph = (id: string) => Module | null

const src = join(import.meta.dirname, 'src')

/** All modules that these need at once; with `later`, also those they ask for by themselves. `stop`: not gone into. */
export function reached(graph: Graph, from: readonly string[], later = false, stop: (id: string) => boolean = () => false) {
  const all = new Set<string>()
  const left = [...from]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const module = all.has(id) || stop(id) ? null : graph(id)
    if (!module) continue
    all.add(id)
    left.push(...module.importedIds, ...(later ? module.dynamicallyImportedIds : []))
  }
  return all
}

/** One, or that there are more. */
const oneOrMany = (names: readonly string[]) => (names.length > 1 ? ['many'] : names)

/** Who needs a module: entries at once, entries only later, and of the two entries with many pages, which of these. */
export type Needs = {
  atOnce: readonly string[]
  later: readonly string[]
  phone: { first: readonly string[]; others: readonly string[]; later: boolean }
  desk: readonly string[]
}

/**
 * The file a module goes into: modules that the same pages need stand together, so that a page loads few files and none of what it does not
 * need. What a module needs is needed by all who need the module: this name only grows on the way there, so no two files need each other.
 * Nothing where only parts of the desk need it that are opened one by one: the bundler places it with those that do.
 */
export function fileOf({ atOnce, later, phone, desk }: Needs) {
  const ofPhone = atOnce.includes('phone')
    ? []
    : [...phone.first, ...oneOrMany(phone.others), ...(phone.later && !phone.first.length && !phone.others.length ? ['later'] : [])]
  const ofDesk = atOnce.includes('desk') ? [] : desk
  const onlyLater = later.filter((name) => !atOnce.includes(name))
  const all = [atOnce, onlyLater, ofPhone, ofDesk]
  return all.some((part) => part.length) ? all.map((part) => part.join()).join(' | ') : null
}

const icons = 'icons'
/** Those of the small pages with what draws them, those the phone begins with, all others. */
const iconsFor = ({ atOnce, phone }: Needs) =>
  atOnce.some((entry) => entry !== 'phone' && entry !== 'desk')
    ? icons
    : atOnce.includes('phone') || phone.first.length
      ? `${icons} of the phone`
      : `${icons} of others`
const isLucide = (id: string) => id.includes('/node_modules/@lucide/vue/')
const isIcon = (id: string) => isLucide(id) && id.includes('/icons/')
/** The module that names all icons: who asks it for one does not need the others. */
const isAllIcons = (id: string) => isLucide(id) && id.endsWith('/lucide-vue.mjs')

/** The graph as it is once what nobody uses is left out: of the icons only those that a module names. */
function withNamedIcons(graph: Graph): Graph {
  let files: Map<string, string> | undefined
  const filesOfIcons = (all: string) =>
    new Map(
      [...(graph(all)?.code ?? '').matchAll(/export \{([^}]+)\} from ['"]\.\/(icons\/[\w-]+\.mjs)['"]/g)].flatMap(([, names, file]) =>
        [...names!.matchAll(/default as (\w+)/g)].map(([, name]) => [name!, join(all, '..', file!)] as const),
      ),
    )
  return (id) => {
    const module = graph(id)
    const all = module?.importedIds.find(isAllIcons)
    if (!module || !all) return module
    files ??= filesOfIcons(all)
    const named = [...(module.code ?? '').matchAll(/import\s*\{([^}]+)\}\s*from\s*['"]@lucide\/vue['"]/g)]
      .flatMap(([, names]) => names!.split(',').map((name) => name.trim().split(/\s/)[0]!))
      .flatMap((name) => files!.get(name) ?? [])
    const importedIds = [...module.importedIds.filter((one) => one !== all), ...named]
    return { importedIds, dynamicallyImportedIds: module.dynamicallyImportedIds }
  }
}

/** An entry and the page that names it: what is loaded first has a file of its own, and the bundler makes it. */
const isEntry = (id: string) => id.endsWith('.html') || id.startsWith(join(src, 'entries'))
const isWords = (id: string) => pageOfWords(id) !== undefined
const isPhonesLater = (id: string) => [...laterParts].some((part) => id.endsWith(`/${part}.vue`))
const html = (entry: string) => join(import.meta.dirname, `${entry}.html`)
const pagesOf = (table: (typeof tables)[number]) =>
  rowsIn(table).map(({ path, file }) => ({ path, module: meant(join(src, table), file)! }))

/** Whether the phone may open with this page, and so has a budget for it: nothing that only others need is loaded with it. */
const isFirst = ({ path, module }: { path: string; module: string }) =>
  budgetsOfPages.some(
    ({ entry, rows, parts = [] }) => entry === 'phone' && (rows.includes(path) || parts.some((part) => join(src, part) === module)),
  )

/** The name of the file for each module of a build; what is missing there the bundler places by itself. */
function filesOf(graph: Graph) {
  const entries = Object.keys(addresses())
  const sets = (names: readonly string[], of: (name: string) => ReadonlySet<string>) => names.map((name) => ({ name, all: of(name) }))
  const later = (from: readonly string[]) => reached(graph, from, true, (id) => isWords(id) || isPhonesLater(id))
  const [phones, desks] = [pagesOf('pages/phone.ts'), pagesOf('pages/desk.ts')]
  const page = (module: string) => reached(graph, [module])
  const small = entries.filter((entry) => entry !== 'desk' && entry !== 'phone')
  const atOnce = sets(entries, (entry) => reached(graph, [html(entry)]))
  const notYet = sets(small, (entry) => later([html(entry)]))
  const modules = (of: typeof phones) => of.map((one) => one.module)
  const firstOnPhone = sets(modules(phones.filter(isFirst)), page)
  const othersOnPhone = sets(modules(phones.filter((one) => !isFirst(one))), page)
  const atDesk = sets(modules(desks), page)
  const [wholePhone, vue] = [later([html('phone')]), new Set<string>()]
  const all = new Set([...atOnce, ...notYet, ...atDesk].flatMap((one) => [...one.all]).concat([...wholePhone]))
  for (const id of all)
    if (/\/node_modules\/(vue|@vue\/[\w-]+)\/[^?]*$/.test(id) && !id.includes('/@vue/devtools'))
      for (const one of reached(graph, [id])) vue.add(one)
  const has = (id: string, of: readonly { name: string; all: ReadonlySet<string> }[]) =>
    of.filter((one) => one.all.has(id)).map((one) => one.name)
  const files = new Map<string, string>()
  for (const id of all) {
    const needs: Needs = {
      atOnce: has(id, atOnce),
      later: has(id, notYet),
      phone: { first: has(id, firstOnPhone), others: has(id, othersOnPhone), later: wholePhone.has(id) },
      desk: has(id, atDesk),
    }
    // Vue needs nothing of ours, an icon Vue alone: a file each, though one page needs more of them than the other.
    if (vue.has(id)) files.set(id, 'vue')
    else if (isLucide(id)) files.set(id, isIcon(id) ? iconsFor(needs) : icons)
    else {
      const file = fileOf(needs)
      if (file !== null) files.set(id, file)
    }
  }
  return files
}

const short = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 8)

/** How modules are placed in files: {@link fileOf}; words stay a file for each page and language. */
export function groups() {
  let files: Map<string, string> | undefined
  const name = (id: string, graph: { getModuleInfo: Graph }) => {
    if (isEntry(id) || isWords(id)) return null
    files ??= filesOf(withNamedIcons((one) => graph.getModuleInfo(one)))
    const file = files.get(id)
    return file === undefined ? null : short(file)
  }
  return { groups: [{ debugName: 'by the pages that need it', name }], includeDependenciesRecursively: false }
}

/** Two files that need each other, by their names; nothing where there are none. */
export function ring(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const [done, path] = [new Set<string>(), [] as string[]]
  const visit = (name: string): readonly string[] => {
    if (path.includes(name)) return path.slice(path.indexOf(name))
    if (done.has(name)) return []
    path.push(name)
    for (const one of needs.get(name) ?? []) {
      const found = visit(one)
      if (found.length) return found
    }
    path.pop()
    done.add(name)
    return []
  }
  for (const name of needs.keys()) {
    const found = visit(name)
    if (found.length) return found
  }
  return []
}

/** Fails a build in which files need each other in a ring: one of them would find the other not begun. */
export function noRings(): Plugin {
  return {
    name: 'no-rings',
    apply: 'build',
    generateBundle(_, bundle) {
      const needs = new Map(
        Object.entries(bundle).flatMap(([name, part]) => (part.type === 'chunk' ? [[name, part.imports] as const] : [])),
      )
      const found = ring(needs)
      if (found.length) throw new Error(`files need each other in a ring: ${found.join(' → ')}`)
    },
  }
}
