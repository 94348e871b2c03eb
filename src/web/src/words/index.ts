import { createI18n } from 'vue-i18n'
import type { Words } from './gather'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A page loads the words of the language it is shown in; those of another come when somebody asks for it. */
const files: Record<Language, () => Promise<{ default: Words }>> = { 'zh-CN': () => import('./zh-CN'), en: () => import('./en') }
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
  setLocaleMessage(language: Language, words: Words): void
}

export const words = createI18n({ legacy: false, locale: chosen() })

const speaking = words.global as unknown as Speaking

/** Everywhere outside components; inside them too, it follows the chosen language. */
export const t = (key: string, values: Record<string, unknown> = {}): string => speaking.t(key, values)

/** The word of a code that is data; a code without a word is shown as it is. */
export const wordOr = (key: string, code: string, values: Record<string, unknown> = {}): string =>
  speaking.te(key) ? speaking.t(key, values) : code

export const language = () => speaking.locale.value

/** The words of a language are there when this returns; nothing is shown in it before. */
export async function learn(next: Language) {
  if (!Object.keys(speaking.getLocaleMessage(next)).length) speaking.setLocaleMessage(next, (await files[next]()).default)
}

/** Where the words cannot be had, as on a page whose network is gone, it stays as it is and can be asked for again. */
export async function speak(next: Language) {
  await learn(next)
  localStorage.setItem(kept, next)
  speaking.locale.value = next
  document.documentElement.lang = next
}
