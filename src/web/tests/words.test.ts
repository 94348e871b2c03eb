import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '@/words'
import { wordsOf } from './speaking'

const keysOf = (words: unknown, path = ''): string[] =>
  typeof words === 'string'
    ? [path]
    : Object.entries(words as Record<string, unknown>).flatMap(([key, value]) => keysOf(value, path ? `${path}.${key}` : key))
const textAt = (words: unknown, key: string) =>
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words)
const slots = (text: unknown) => [...String(text).matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/.*$/gm, '')
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('schema.d.ts'))
  .map((name) => ({ name, text: withoutComments(readFileSync(join('src', name), 'utf8')) }))

/** Characters drawn as signs on symbols are data, not sentences. */
const signs = new Set(['signs/symbols.ts', 'signs/DoorSymbol.vue', 'signs/categories.ts', 'signs/teams.ts', 'places/names.ts'])

describe('words', () => {
  const chinese = wordsOf('zh-CN')
  it('are the same in every language', () => {
    for (const language of languages) expect(keysOf(wordsOf(language)).sort(), language).toEqual(keysOf(chinese).sort())
  })
  it('have the same slots in every language', () => {
    for (const language of languages)
      for (const key of keysOf(chinese))
        expect(slots(textAt(wordsOf(language), key)), `${language} ${key}`).toEqual(slots(textAt(chinese, key)))
  })
  it('are all there that the pages ask for', () => {
    const asked = sources.flatMap(({ name, text }) => [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((found) => ({ name, key: found[1]! })))
    expect(asked.length).toBeGreaterThan(0)
    for (const { name, key } of asked) expect(typeof textAt(chinese, key), `${name}: ${key}`).toBe('string')
  })
  it('that the pages put together begin with a noun that is there', () => {
    const asked = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*`([\w.-]+)\.\$\{/g)].map((found) => ({ name, key: found[1]! })),
    )
    for (const { name, key } of asked) expect(typeof textAt(chinese, key), `${name}: ${key}.…`).toBe('object')
  })
  it('are all asked for', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const whole = new Set([...all.matchAll(/['"`]([a-z]\w*(?:\.[\w-]+)+)['"`]/g)].map((found) => found[1]))
    const built = [...all.matchAll(/`([a-z]\w*\.[^`$]*(?:\$\{[^}]*\}[^`$]*)+)`/g)].map(
      (found) => new RegExp(`^${found[1]!.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+(\\.[\\w-]+)*')}$`),
    )
    const unused = keysOf(chinese).filter((key) => !whole.has(key) && !built.some((way) => way.test(key)))
    expect(unused.join(' ')).toBe('')
  })
  it('stand in resource files only', () => {
    for (const { name, text } of sources)
      if (!signs.has(name.replaceAll('\\', '/'))) expect(text.match(/[㐀-鿿][^\n]*/)?.[0], name).toBeUndefined()
  })
})
