import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { budgetsOfPages } from './budgets.ts'
import { addresses, rowsIn, type tables } from './pages.ts'
import { laterParts } from './shell.ts'
import { languages, meant, moduleOf, pageOfWords } from './words.ts'

/** Facts that the bundler knows about a module. */
export type Module = { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[]; code?: string | null }
type Graph = (id: string) => Module | null

const src = join(import.meta.dirname, 'src')

/**
 * All modules that these need at once; with `later`, also those that they import dynamically. Does not descend into modules that `stop`
 * matches.
 */
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

/** Returns the name when there is only one, else `many`. */
const oneOrMany = (names: readonly string[]) => (names.length > 1 ? ['many'] : names)

/**
 * Entries and pages that need a module: entries at once, entries only later, and the pages of the two entries with many pages (phone,
 * desk).
 */
export type Needs = {
  atOnce: readonly string[]
  later: readonly string[]
  phone: { first: readonly string[]; others: readonly string[]; later: boolean }
  desk: readonly string[]
}

/**
 * Chooses the file that a module goes into. Modules that the same pages need share a file, so that a page loads few files and nothing that
 * it does not need. A module's imports are needed by everyone who needs the module: along imports this name can only grow, so no two files
 * need each other.
 * Returns nothing where only desk parts that are opened one by one need the module: the bundler then places it with them.
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
/**
 * Names the icon file: one for the small pages together with the drawing code, one for the first pages of the phone, one for all others.
 */
const iconsFor = ({ atOnce, phone }: Needs) =>
  atOnce.some((entry) => entry !== 'phone' && entry !== 'desk')
    ? icons
    : atOnce.includes('phone') || phone.first.length
      ? `${icons} of the phone`
      : `${icons} of others`
const isLucide = (id: string) => id.includes('/node_modules/@lucide/vue/')
const isIcon = (id: string) => isLucide(id) && id.includes('/icons/')
/** Module that names all icons: an import of one icon from it does not need the others. */
const isAllIcons = (id: string) => isLucide(id) && id.endsWith('/lucide-vue.mjs')

/** The graph after unused exports are dropped: only the icons that a module names remain. */
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
    return { importedIds, dynamicallyImportedIds: module.dynamicallyImportedIds, code: module.code }
  }
}

/** An entry and the page that names it: modules loaded first have a file of their own, which the bundler makes. */
const isEntry = (id: string) => id.endsWith('.html') || id.startsWith(join(src, 'entries'))
const isWords = (id: string) => pageOfWords(id) !== undefined
const isPhonesLater = (id: string) => [...laterParts].some((part) => id.endsWith(`/${part}.vue`))
const html = (entry: string) => join(import.meta.dirname, `${entry}.html`)
const pagesOf = (table: (typeof tables)[number]) =>
  rowsIn(table).map(({ path, file }) => ({ path, module: meant(join(src, table), file)! }))

/** True when the phone can open with this page. Such a page has a budget, so nothing that only other pages need is loaded with it. */
const isFirst = ({ path, module }: { path: string; module: string }) =>
  budgetsOfPages.some(
    ({ entry, rows, parts = [] }) => entry === 'phone' && (rows.includes(path) || parts.some((part) => join(src, part) === module)),
  )

/**
 * A planned file: its size in characters before minification, the pages that load it, the files it needs, and whether it has styles for a
 * whole page. Pages that do not need such styles must not load them.
 */
export type File = { size: number; of: ReadonlySet<string>; needs: ReadonlySet<string>; styles: boolean }

/**
 * Merges small files into others and returns the target of each by name: one more request costs a page as much as thousands of characters.
 * A small file goes into a file that all its users already load, and of these into the one with the fewest other users. Nobody loads an
 * extra file for it, and no two files need each other.
 * @param small largest size of a file that is merged into another
 * @param besides most characters that all pages that do not need it load for it, in total
 * @param closed files into which nothing is merged
 */
export function joined(
  files: ReadonlyMap<string, File>,
  { small, besides }: { small: number; besides: number },
  closed: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const left = new Map([...files].map(([name, file]) => [name, { ...file, needs: new Set(file.needs) }]))
  const into = new Map<string, string>()
  const all = (name: string, found = new Set<string>()) => {
    for (const one of left.get(name)?.needs ?? [])
      if (!found.has(one)) {
        found.add(one)
        all(one, found)
      }
    return found
  }
  const fits = (name: string, other: string) => {
    const [mine, theirs] = [all(name), all(other)]
    return (
      [...left.get(name)!.of].every((page) => left.get(other)!.of.has(page)) &&
      [...mine].every((one) => one === other || theirs.has(one)) &&
      // Merging along a path through a third file would make the two need each other. In the other direction no such path is left: each
      // file's needs include the needs of its needs.
      ![...left.get(other)!.needs].some((one) => one !== name && all(one).has(name))
    )
  }
  const names = [...left].sort(([a, one], [b, two]) => one.size - two.size || (a < b ? -1 : 1)).map(([name]) => name)
  for (const name of names) {
    const file = left.get(name)!
    if (file.size > small || file.styles || closed(name)) continue
    const best = [...left.keys()]
      .filter((other) => other !== name && !closed(other) && file.size * (left.get(other)!.of.size - file.of.size) <= besides)
      .filter((other) => fits(name, other))
      .sort((a, b) => left.get(a)!.of.size - left.get(b)!.of.size || (a < b ? -1 : 1))[0]
    if (best === undefined) continue
    const taking = left.get(best)!
    left.delete(name)
    taking.size += file.size
    taking.needs = new Set([...taking.needs, ...file.needs].filter((one) => one !== name && one !== best))
    for (const other of left.values()) if (other.needs.delete(name)) other.needs.add(best)
    for (const [from, to] of into) if (to === name) into.set(from, best)
    into.set(name, best)
  }
  return into
}

/** Characters before minification: about a sixth of them goes over the line. */
const limits = { small: 6_000, besides: 60_000 }

/** These files as {@link joined} needs to know them. */
function filesKnown(graph: Graph, files: ReadonlyMap<string, string>, loads: ReadonlyMap<string, ReadonlySet<string>>) {
  const known = new Map<string, File & { of: Set<string>; needs: Set<string> }>()
  for (const [id, name] of files) {
    if (isEntry(id)) continue
    if (!known.has(name)) known.set(name, { size: 0, of: new Set(), needs: new Set(), styles: false })
    const [file, module] = [known.get(name)!, graph(id)]
    file.size += module?.code?.length ?? 0
    file.styles ||= /\.css$/.test(id) && !/[?&]scoped=/.test(id)
    for (const [page, modules] of loads) if (modules.has(id)) file.of.add(page)
    for (const one of module?.importedIds ?? []) {
      const other = files.get(one)
      if (other !== undefined && other !== name) file.needs.add(other)
    }
  }
  return known
}

/** The name of the file for each module of a build; the bundler places missing ones by itself. */
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
    // Vue needs none of our modules, an icon only Vue: each gets a file, though one page needs more of them than the other.
    if (vue.has(id)) files.set(id, 'vue')
    else if (isLucide(id)) files.set(id, isIcon(id) ? iconsFor(needs) : icons)
    else {
      const file = fileOf(needs)
      if (file !== null) files.set(id, file)
    }
  }
  const loads = new Map<string, ReadonlySet<string>>()
  const loaded = (...from: string[]) => loads.set(from.join(), reached(graph, from)).set(`${from.join()}+`, later(from))
  for (const entry of entries) loaded(html(entry))
  for (const one of modules(phones)) loaded(html('phone'), one)
  for (const one of modules(desks)) loaded(html('desk'), one)
  const into = joined(filesKnown(graph, files, loads), limits, (name) => name === 'vue' || name.startsWith(icons))
  for (const [id, name] of files) files.set(id, into.get(name) ?? name)
  return files
}

const short = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 8)

/** Words of the phone's pages that it never opens with: together for each language, as the phone keeps them. */
const wordsOfOthers = () => {
  const others = pagesOf('pages/phone.ts').filter((one) => !isFirst(one))
  return new Map(languages().flatMap((language) => others.map(({ path }) => [moduleOf(language, path), `words ${language}`] as const)))
}

/** Places modules in files: see {@link fileOf}. Words keep one file for each page and language, except {@link wordsOfOthers}. */
export function groups() {
  let files: Map<string, string> | undefined
  let words: ReadonlyMap<string, string> | undefined
  const name = (id: string, graph: { getModuleInfo: Graph }) => {
    if (isEntry(id)) return null
    if (isWords(id)) {
      words ??= wordsOfOthers()
      const file = words.get(id)
      return file === undefined ? null : short(file)
    }
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

/** Fails a build in which files import each other in a ring: one of them would run before the other is initialised. */
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
