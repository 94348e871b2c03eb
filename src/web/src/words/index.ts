import { createI18n } from 'vue-i18n'

type Words = Record<string, unknown>
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const files = import.meta.glob<Words>('./*/*.json', { eager: true, import: 'default' })
const kept = 'language'

/** Each file is a noun; its name leads its keys: door.json → t('door.safe'). */
export function wordsOf(language: Language): Words {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .map(([path, words]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), words]),
  )
}

function chosen(): Language {
  const text = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(kept)
  return languages.find((one) => one === text) ?? 'zh-CN'
}

// Typed by hand: the library's own type of the messages is too deep for the compiler.
type Speaking = { t(key: string, values: Record<string, unknown>): string; te(key: string): boolean; locale: { value: Language } }

export const words = createI18n({
  legacy: false,
  locale: chosen(),
  fallbackLocale: 'zh-CN',
  messages: Object.fromEntries(languages.map((language) => [language, wordsOf(language)])) as Record<Language, never>,
})

const speaking = words.global as unknown as Speaking

/** Everywhere outside components; inside them too, it follows the chosen language. */
export const t = (key: string, values: Record<string, unknown> = {}): string => speaking.t(key, values)

/** The word of a code that is data; a code without a word is shown as it is. */
export const wordOr = (key: string, code: string): string => (speaking.te(key) ? t(key) : code)

export const language = () => speaking.locale.value

export function speak(next: Language) {
  localStorage.setItem(kept, next)
  speaking.locale.value = next
  document.documentElement.lang = next
}
