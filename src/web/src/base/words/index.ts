import { files } from 'virtual:words'
import {
  type CoreContext,
  createCoreContext,
  registerMessageCompiler,
  registerMessageResolver,
  resolveValue,
  translate,
} from '@intlify/core-base'
import { ref, shallowRef } from 'vue'
import type { Word, WordOfCode } from '@/base/wire/words'
import { roomOf, type Words } from '@/base/words/gather'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A room's words in a language: loaded whole where somebody asks for a word that no page seemed to need. */
const rooms = import.meta.glob<Words>('./*/*.json', { import: 'default' })
/** All rooms that have words. */
export const allRooms = [...new Set(Object.keys(rooms).map(roomOf))]
const kept = 'language'

function chosen(): Language {
  const text = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(kept)
  return languages.find((one) => one === text) ?? 'zh-CN'
}

/** Requested words of entries, pages and rooms; another language loads the same. */
const wanted = { pages: new Set<string>(), rooms: new Set<string>() }

/** A word that no page seemed to need is loaded late rather than never. */
function missing(_: unknown, __: string, key: string): string {
  const room = key.split('.')[0]!
  if (wanted.rooms.has(room) || !allRooms.includes(room)) return key
  wanted.rooms.add(room)
  void learn(language(), [], [room]).catch(() => wanted.rooms.delete(room))
  return ''
}

// Sentences with slots come as functions (words.ts at the root): any other has no slots and is shown as it is.
registerMessageCompiler((text) => () => String(text))
registerMessageResolver(resolveValue)
/** All words loaded so far, by language: whole new maps, so that users of a word are drawn again. */
const messages = shallowRef<Record<string, Words>>({})
const shown = ref(chosen())
const context = createCoreContext({ locale: shown.value, fallbackLocale: false, missingWarn: false, missing }) as CoreContext
/** The library's own context, with the words and the language of now. */
const now = () => Object.assign(context, { locale: shown.value, messages: messages.value })

/** The word or sentence of a key in the language shown; its users follow the language. */
export const t = (key: Word, values: Record<string, unknown> = {}): string => translate(now(), key, values) as string

/** The word of a code that is data; a code without a word is shown as it is. */
export const wordOr = (key: WordOfCode, code: string, values: Record<string, unknown> = {}): string =>
  isWord(resolveValue(messages.value[shown.value], key)) ? t(key as Word, values) : code

/** A text, or a sentence with slots, which is a function for the library. */
const isWord = (found: unknown) => typeof found === 'string' || typeof found === 'function'

export const language = () => shown.value
/** The language being changed to. */
export const other = (): Language => (language() === 'en' ? 'zh-CN' : 'en')

const isGroup = (one: unknown): one is Words => typeof one === 'object' && one !== null
const merged = (before: Words, more: Words): Words => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(more).map(([name, inside]) => [name, isGroup(inside) && isGroup(before[name]) ? merged(before[name], inside) : inside]),
  ),
})

const had = new Set<string>()
async function take(name: string, file: () => Promise<Words>, next: Language) {
  if (had.has(name)) return
  const more = await file()
  messages.value = { ...messages.value, [next]: merged(messages.value[next] ?? {}, more) }
  had.add(name)
}

/** Loads the words of these pages and rooms in a language before it returns; nothing of them is shown in it before. */
export async function learn(next: Language, pages: Iterable<string>, whole: Iterable<string> = allRooms) {
  await Promise.all([
    ...[...pages].map((page) => take(`${next} ${page}`, async () => (await files[next]?.[page]?.())?.default ?? {}, next)),
    ...[...whole].map((room) => take(`${next}/${room}`, async () => ({ [room]: await rooms[`./${next}/${room}.json`]!() }), next)),
  ])
}

/** Loads the words of an entry, by its name, or of a page, by its address, in the language shown. */
export async function need(page: string) {
  wanted.pages.add(page)
  await learn(language(), [page], [])
}

/** Loads the words for parts that an entry does not open with. */
export const needLater = () => Promise.all([...wanted.pages].filter((page) => /^\w+$/.test(page)).map((page) => need(`${page}+`)))

/** If the words cannot be loaded, as on a page without network, the language stays and can be requested again. */
export async function speak(next: Language) {
  await learn(next, wanted.pages, wanted.rooms)
  localStorage.setItem(kept, next)
  shown.value = next
  document.documentElement.lang = next
}
