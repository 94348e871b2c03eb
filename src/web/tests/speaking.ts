import { languages, learn, words, type Language } from '@/words'

for (const language of languages) await learn(language)

/** All words of a language, by noun. */
export const wordsOf = (language: Language) => words.global.getLocaleMessage(language) as Record<string, unknown>
