import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A frozen text of one line for each thing: its name, and the digest of its behaviour. */
export function frozen(name: string) {
  const path = join(import.meta.dirname, `../../../../tests/frozen/web-${name}.txt`)
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean) : []
  const known = new Map(lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]))
  return {
    get: (of: string) => known.get(of),
    /** Writes the actual text beside it where it differs. */
    renew(found: ReadonlyMap<string, string>) {
      const stay = [...known].filter(([of]) => existsSync(join(import.meta.dirname, '../..', of.split(' ')[0]!)))
      const text = [...new Map([...stay, ...found])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([of, code]) => `${of}: ${code}\n`)
        .join('')
      if (existsSync(path) && text === readFileSync(path, 'utf8')) rmSync(`${path}.new`, { force: true })
      else writeFileSync(`${path}.new`, text)
    },
  }
}

/** Writes the observed text into the folder FACES: two of them, before and after, show the changes. */
export function keep(name: string, lines: readonly string[]) {
  if (!process.env.FACES) return
  const path = join(process.env.FACES, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, lines.join('\n'))
}
