import { expect, test } from 'vitest'
import { unsaid } from './refusals'
import { sources } from './sources'

/** Every query whose refusal nobody sees, with the reason: one sentence for each, by file. */
const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'features/care/temporaryCare/domiciles.ts': {
    asked: 'Names for codes that are shown: where none was read the code stands there, as for a community of another street.',
  },
  'features/response/tasks/useMine.ts': {
    asked: "Who has the task now: a refusal is used where the answer is, and says that it is nobody's business here any more.",
  },
}

test('What was asked and refused is said, or it stands here why not', () => {
  const found: Record<string, string[]> = {}
  for (const { file, path, text } of sources('src')) {
    if (!/\buse(Read|Query|Kept|Each)\b/.test(text)) continue
    const silent = unsaid(text, path.endsWith('.vue'))
    if (silent.length) found[file] = silent
  }
  expect(found).toEqual(Object.fromEntries(Object.entries(reasons).map(([file, all]) => [file, Object.keys(all)])))
})

test('A refusal is said where it is read, or where the question is handed on', () => {
  const vue = (script: string, template = '') => unsaid(`<script setup lang="ts">${script}</script><template>${template}</template>`, true)
  const one = "const asked = useRead('/api/drills')\n"
  expect(vue(one + 'const all = computed(() => asked.data)')).toEqual(['asked'])
  expect(vue("const asked = selected(useRead('/api/drills'), (page) => page.items)\nshow(asked.data)")).toEqual(['asked'])
  expect(vue(one, '<p>{{ asked.data }}</p><b @click="asked.ask()" />')).toEqual(['asked'])
  expect(vue(one, '<Unread :asked="asked" />')).toEqual([])
  expect(vue(one, '<p v-if="asked.refused" />')).toEqual([])
  expect(vue(one + 'watch(() => asked.refused, tell)')).toEqual([])
  expect(unsaid(one + 'export const use = () => ({ asked })', false)).toEqual([])
  expect(unsaid(one + 'return extended(asked, more)', false)).toEqual([])
})
