import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { languages, learn, type Language } from '@/base/words'

for (const language of languages) await learn(language, [])

const read = (language: Language) =>
  Object.fromEntries(
    readdirSync(join('src/base/words', language)).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join('src/base/words', language, name), 'utf8')) as unknown,
    ]),
  )
const written = { 'zh-CN': read('zh-CN'), en: read('en') }

/** All words of a language as they are written, by noun. */
export const wordsOf = (language: Language): Record<string, unknown> => written[language]
