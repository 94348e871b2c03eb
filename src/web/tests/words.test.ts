import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { computed } from 'vue'
import { languages, wordOr } from '@/base/words'
import { eventOf, kebab } from '@/base/words/plain'
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

/** Characters drawn on symbols are data, not sentences. */
const signs = new Set([
  'kit/signs/symbols.ts',
  'kit/signs/DoorSymbol.vue',
  'kit/signs/categories.ts',
  'kit/signs/teams.ts',
  'kit/geo/names.ts',
])

describe('words', () => {
  const chinese = wordsOf('zh-CN')
  it('are the same in every language', () => {
    for (const language of languages) expect(keysOf(wordsOf(language)).sort(), language).toEqual(keysOf(chinese).sort())
  })
  it('have keys without points, which would be looked for inside one another', () => {
    const namesOf = (words: unknown): string[] =>
      typeof words === 'string' ? [] : Object.entries(words as object).flatMap(([name, inside]) => [name, ...namesOf(inside)])
    for (const language of languages) expect(namesOf(wordsOf(language)).filter((name) => name.includes('.'))).toEqual([])
  })
  it('are those of an official: none of the police, of the trade of programs, or of the street', () => {
    const forbidden = /重点人员|封印|凭什么|领走|放到一边|包好的|服务器没收|黑名单|管控对象/
    const server = readdirSync('../Emergency.Server', { recursive: true, encoding: 'utf8' })
      .filter((name) => /(zh-CN|sentences)\.json$/.test(name) && !/(^|\/)(bin|obj)\//.test(name))
      .map((name) => ({ name, text: readFileSync(join('../Emergency.Server', name), 'utf8') }))
    expect(server.length).toBeGreaterThan(20)
    const pages = keysOf(chinese).map((key) => ({ name: key, text: String(textAt(chinese, key)) }))
    expect([...pages, ...server].filter(({ text }) => forbidden.test(text)).map(({ name }) => name)).toEqual([])
  })
  it('have the same slots in every language', () => {
    for (const language of languages)
      for (const key of keysOf(chinese))
        for (const form of String(textAt(wordsOf(language), key)).split(' | '))
          expect(slots(form), `${language} ${key}`).toEqual(slots(textAt(chinese, key)))
  })
  it('have a form for one of a thing and one for many', async () => {
    vi.resetModules()
    const { learn, speak, t } = await import('@/base/words')
    await learn('en', [], ['today', 'common'])
    await speak('en')
    expect([0, 1, 2, 21].map((n) => t('today.running', { n }))).toEqual([
      '0 incidents are running',
      '1 incident is running',
      '2 incidents are running',
      '21 incidents are running',
    ])
    expect(t('today.running', { n: '1,204' })).toBe('1,204 incidents are running')
    expect([1, 2].map((n) => t('today.left', { n }))).toEqual(['1 day left', '2 days left'])
    await speak('zh-CN')
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

describe('a word that no page seemed to need', () => {
  it('is had late, and what shows it is drawn again', async () => {
    vi.resetModules()
    const { t, wordOr } = await import('@/base/words')
    const shown = computed(() => t('door.state.safe'))
    expect(shown.value).toBe('')
    await vi.waitFor(() => expect(shown.value).toBe('安全'))
    expect(wordOr('door.state.safe', 'safe')).toBe('安全')
  })
})

describe('a code that is data', () => {
  it('is shown as it is where it has no word, or names a group of words', async () => {
    vi.resetModules()
    const { learn, wordOr } = await import('@/base/words')
    await learn('zh-CN', [], ['door'])
    expect(wordOr('door.state.new-state', 'new-state')).toBe('new-state')
    expect(wordOr('door.state', 'state')).toBe('state')
  })
})

it('a stored event and a stored role have the words of what happened and who did it', () => {
  expect(eventOf('visits.extra-asked.v1')).toBe('extra-asked')
  expect(eventOf('entrustment.checked.v12')).toBe('checked')
  expect(wordOr(`visit.person.what.${eventOf('visits.extra-asked.v1')}`, '')).toBe('加一次')
  expect(wordOr(`role.${kebab('StreetOfficer')}`, '')).toBe('街道')
  expect(wordOr('confirm.fault.deadline.changed', 'deadline.changed')).toBe('时限已被改过')
})

it('a code whose word has slots is said with them, one without a word as it is', () => {
  expect(wordOr('timeline.form.handover-queued', 'handover-queued', { hotline: '120' })).toBe('移交 120')
  expect(wordOr('timeline.form.none' as 'timeline.form', 'none')).toBe('none')
})
