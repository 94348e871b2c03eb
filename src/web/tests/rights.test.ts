import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The phone's pages open from their stored data, before the server has confirmed the account: a right that is checked once, while a page is
 * made, stays refused as long as the page stands.
 */
const asked = /^(?:const|let) \w+ = (?!computed).*\b(?:mayDo|mayDoAssigned|hasRole)\(/
const source = join(import.meta.dirname, '../src')

function fileOf(from: string, named: string) {
  const path = named.startsWith('@/') ? join(source, named.slice(2)) : normalize(join(dirname(from), named))
  return ['', '.ts', '.vue', '/index.ts'].map((end) => path + end).find((one) => /\.(?:ts|vue)$/.test(one) && existsSync(one))
}

/** Every file that an entry can reach, at once or when a part of a page is opened. */
function reached(entry: string) {
  const [seen, todo] = [new Set<string>(), [entry]]
  for (let file = todo.pop(); file; file = todo.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const [, named] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()'((?:@\/|\.)[^']+)'/g)) {
      const found = fileOf(file, named!)
      if (found) todo.push(found)
    }
  }
  return [...seen]
}

/** Lines that check a right once and keep the answer. */
const once = (text: string) => text.split('\n').filter((line) => asked.test(line) && !/=> /.test(line.split(/mayDo|hasRole/)[0]!))

test('what asks once is seen', () => {
  expect(
    once("const may = mayDo('supplies.count') && !realm\nconst live = computed(() => mayDo('x'))\nconst f = () => mayDo('y')"),
  ).toHaveLength(1)
})

test('no page of the phone asks once what one may', () => {
  const files = reached(join(source, 'entries/phone.ts'))
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((file) => once(readFileSync(file, 'utf8')).map((line) => `${file.slice(source.length + 1)}: ${line}`))).toEqual([])
})
