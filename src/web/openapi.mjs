// Puts the API's description together from its texts, one for each noun, in tests/frozen/api: obj/openapi.json, from which the types come.
// The names of all permissions become a type too, src/base/wire/permissions.d.ts, and the keys of all words, src/base/wire/words.d.ts.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../../tests/frozen/api/', import.meta.url)
const read = (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const { rest, problems, schemas } = read('shared.json')
const paths = {}

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'shared.json')
  .sort()) {
  const noun = read(file)
  Object.assign(schemas, noun.schemas)
  for (const [path, methods] of Object.entries(noun.paths)) {
    for (const [method, { problems: codes, ...operation }] of Object.entries(methods)) {
      for (const code of codes) operation.responses[code] = problems[code]
      ;(paths[path] ??= {})[method] = operation
    }
  }
}

const sorted = (node) =>
  Array.isArray(node)
    ? node.map(sorted)
    : node && typeof node === 'object'
      ? Object.fromEntries(
          Object.keys(node)
            .sort()
            .map((key) => [key, sorted(node[key])]),
        )
      : node

mkdirSync(new URL('obj/', import.meta.url), { recursive: true })
writeFileSync(
  new URL('obj/openapi.json', import.meta.url),
  JSON.stringify(sorted({ ...rest, components: { ...rest.components, schemas }, paths }), null, 2),
)

const permissions = readFileSync(new URL('../permissions.txt', folder), 'utf8')
  .split(/\r?\n/)
  .filter(Boolean)
  .map((line) => line.slice(0, line.indexOf(':')))
writeFileSync(
  new URL('src/base/wire/permissions.d.ts', import.meta.url),
  `/** An act that the server's table of permissions names. */\nexport type Permission =\n${permissions.map((name) => `  | '${name}'`).join('\n')}\n`,
)

const words = new URL('src/base/words/zh-CN/', import.meta.url)
const [keys, groups] = [[], []]
function gather(node, path) {
  if (typeof node === 'string') return void keys.push(path)
  groups.push(path)
  for (const [name, inside] of Object.entries(node)) gather(inside, `${path}.${name}`)
}
for (const file of readdirSync(words).sort()) gather(JSON.parse(readFileSync(new URL(file, words), 'utf8')), file.replace('.json', ''))
const union = (name, about, members) => `/** ${about} */\nexport type ${name} =\n${members.map((one) => `  | ${one}`).join('\n')}\n`
writeFileSync(
  new URL('src/base/wire/words.d.ts', import.meta.url),
  union(
    'Word',
    'The key of a sentence or word that the pages have.',
    keys.map((key) => `'${key}'`),
  ) +
    union(
      'WordOfCode',
      'The key of a word of a code that is data: it stands in a group, and there may be none.',
      groups.map((group) => `\`${group}.${'${string}'}\``),
    ),
)
