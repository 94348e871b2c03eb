import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Each .ts and .vue of a folder, with its text. */
export function* sources(folder: string): Generator<{ file: string; path: string; text: string }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !/\.(ts|vue)$/.test(path) || path.endsWith('.d.ts')) continue
    yield { file: relative(folder, path), path, text: readFileSync(path, 'utf8') }
  }
}

/** Content of <script> and of <template>; a .ts is all script. */
export function parts(text: string, isVue: boolean): { script: string; template: string } {
  if (!isVue) return { script: text, template: '' }
  const script = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((found) => found[1]).join('\n')
  return { script, template: text.replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '') }
}
