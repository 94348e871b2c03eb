import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, it } from 'vitest'

const slashes = (path: string) => path.replaceAll('\\', '/')
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map(slashes)
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.d.ts'))

/** The file of ours that an import resolves to; types count like values. */
function meant(from: string, name: string): string[] {
  const base = name.startsWith('@/') ? name.slice(2) : name.startsWith('.') ? posix.join(slashes(dirname(from)), name) : ''
  const found = [base, `${base}.ts`, `${base}/index.ts`].find((one) => files.includes(one))
  return found ? [found] : []
}
const imports = new Map(
  files.map((file) => [
    file,
    [...readFileSync(join('src', file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap((found) => meant(file, found[1]!)),
  ]),
)

/** From the ground up; a file uses its own floor and those before it. Entries see all. */
const floors = ['base', 'kit', 'features', 'across', 'shell', 'pages', 'entries']
/** Folders of features, the same as in the server; a noun uses its own wing and those before it. */
const wings = ['ground', 'access', 'means', 'residents', 'response', 'care', 'drills', 'prevention']
/** Arrows against that order, each yet to be cut. */
const yetToBeCut = [
  'features/access/communities → features/means/stock',
  'features/access/communities → features/residents/people',
  'features/access/teams → features/response/doors',
  'features/residents/keptLists → features/response/doors',
  'features/residents/people → features/care/entrusting',
  'features/residents/people → features/care/protection',
  'features/residents/people → features/care/temporaryCare',
  'features/residents/people → features/care/visits',
  'features/response/orders → across/readiness',
  'features/response/tasks → features/prevention/hazards',
]

const depth = { features: 3, shell: 1, entries: 1 } as Record<string, number>
/** The folder of a noun, of a part, or of a page. */
const roomOf = (file: string) => {
  const way = file.split('/')
  return way.slice(0, depth[way[0]!] ?? 2).join('/')
}
const rooms = new Map<string, Set<string>>(files.map((file) => [roomOf(file), new Set()]))
for (const [file, used] of imports) for (const one of used) if (roomOf(one) !== roomOf(file)) rooms.get(roomOf(file))!.add(roomOf(one))

/** A path that returns to its beginning; empty where there is none. */
function circle(graph: ReadonlyMap<string, Iterable<string>>): string[] {
  const over = new Set<string>()
  const walk = (at: string, way: string[]): string[] => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at]
    if (over.has(at)) return []
    for (const next of graph.get(at) ?? []) {
      const found = walk(next, [...way, at])
      if (found.length) return found
    }
    over.add(at)
    return []
  }
  for (const start of graph.keys()) {
    const found = walk(start, [])
    if (found.length) return found
  }
  return []
}

it('no file imports itself by a way round, and no room either', () => {
  expect(files.length).toBeGreaterThan(200)
  expect(circle(imports).join(' → ')).toBe('')
  expect(circle(rooms).join(' → ')).toBe('')
})

it('a floor uses only what lies below it, and a noun the wings before its own', () => {
  expect([...new Set(files.map((file) => file.split('/')[0]))].sort()).toEqual([...floors].sort())
  const [floor, wing] = [(room: string) => floors.indexOf(room.split('/')[0]!), (room: string) => wings.indexOf(room.split('/')[1]!)]
  const isUpward = (from: string, to: string) =>
    floor(to) > floor(from) || (from.startsWith('features/') && to.startsWith('features/') && wing(to) > wing(from))
  const upward = [...rooms].flatMap(([room, used]) => [...used].filter((one) => isUpward(room, one)).map((one) => `${room} → ${one}`))
  expect(upward.sort()).toEqual(yetToBeCut)
})

it('no room imports a page; the entries alone know their tables', () => {
  for (const [room, used] of rooms)
    if (!room.startsWith('pages/') && room !== 'entries')
      expect(
        [...used].filter((one) => one.startsWith('pages/')),
        room,
      ).toEqual([])
})

it('which room uses which changes only on purpose', () => {
  const text =
    [...rooms]
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([room, used]) => `${room}: ${[...used].sort((a, b) => a.localeCompare(b, 'en')).join(' ')}`.trim())
      .join('\n') + '\n'
  const frozen = '../../tests/frozen/web-rooms.txt'
  if (existsSync(frozen) && readFileSync(frozen, 'utf8') === text) return rmSync(`${frozen}.new`, { force: true })
  writeFileSync(`${frozen}.new`, text)
  expect.fail(`the rooms of src/web use others than ${frozen} says; the new text stands beside it`)
})
