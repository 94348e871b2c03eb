import { files } from 'virtual:words'
import { createI18n } from 'vue-i18n'
import type { Word, WordOfCode } from '@/wire/words'
import { roomOf, type Words } from './gather'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A room's words in a language: had whole where somebody asks for a word that no page seemed to need. */
const rooms = import.meta.glob<Words>('./*/*.json', { import: 'default' })
/** All rooms that have words. */
export const allRooms = [...new Set(Object.keys(rooms).map(roomOf))]
const kept = 'language'

function chosen(): Language {
  const text = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(kept)
  return languages.find((one) => one === text) ?? 'zh-CN'
}

// Typed by hand: the library's own type of the messages is too deep for the compiler.
type Speaking = {
  t(key: string, values: Record<string, unknown>): string
  te(key: string): boolean
  locale: { value: Language }
  getLocaleMessage(language: Language): Words
  mergeLocaleMessage(language: Language, words: Words): void
}

/** What was asked for, of entries, pages and rooms; another language brings the same. */
const wanted = { pages: new Set<string>(), rooms: new Set<string>() }

/** A word that no page seemed to need is had late rather than never. */
function missing(_: string, key: string): string {
  const room = key.split('.')[0]!
  if (wanted.rooms.has(room) || !allRooms.includes(room)) return key
  wanted.rooms.add(room)
  void learn(language(), [], [room]).catch(() => wanted.rooms.delete(room))
  return ''
}

export const words = createI18n({ legacy: false, locale: chosen(), missing })

const speaking = words.global as unknown as Speaking

/** Everywhere outside components; inside them too, it follows the chosen language. */
export const t = (key: Word, values: Record<string, unknown> = {}): string => speaking.t(key, values)

/** The word of a code that is data; a code without a word is shown as it is. */
export const wordOr = (key: WordOfCode, code: string, values: Record<string, unknown> = {}): string =>
  speaking.te(key) ? speaking.t(key, values) : code

export const language = () => speaking.locale.value
/** The language one changes to. */
export const other = (): Language => (language() === 'en' ? 'zh-CN' : 'en')

const had = new Set<string>()
async function take(name: string, file: () => Promise<Words>, next: Language) {
  if (had.has(name)) return
  speaking.mergeLocaleMessage(next, await file())
  had.add(name)
}

/** The words of these pages and rooms are there in a language when this returns; nothing of them is shown in it before. */
export async function learn(next: Language, pages: Iterable<string>, whole: Iterable<string> = allRooms) {
  await Promise.all([
    ...[...pages].map((page) => take(`${next} ${page}`, async () => (await files[next]?.[page]?.())?.default ?? {}, next)),
    ...[...whole].map((room) => take(`${next}/${room}`, async () => ({ [room]: await rooms[`./${next}/${room}.json`]!() }), next)),
  ])
}

/** An entry by its name or a page by its address needs its words in the language it is shown in. */
export async function need(page: string) {
  wanted.pages.add(page)
  await learn(language(), [page], [])
}

/** A part that an entry does not open with needs the words that such parts of it have. */
export const needLater = () => Promise.all([...wanted.pages].filter((page) => /^\w+$/.test(page)).map((page) => need(`${page}+`)))

/** Where the words cannot be had, as on a page whose network is gone, it stays as it is and can be asked for again. */
export async function speak(next: Language) {
  await learn(next, wanted.pages, wanted.rooms)
  localStorage.setItem(kept, next)
  speaking.locale.value = next
  document.documentElement.lang = next
}
