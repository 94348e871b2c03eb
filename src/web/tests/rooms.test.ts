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

/** A folder of src; each page is a room of its own. */
const roomOf = (file: string) =>
  file.includes('/')
    ? file
        .split('/')
        .slice(0, file.startsWith('pages/') ? 2 : 1)
        .join('/')
    : file
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
