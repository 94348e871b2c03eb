// @vitest-environment node
import { createVueLanguagePlugin, createParsedCommandLine } from '@vue/language-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

type Node = { $ref?: string; properties?: Record<string, unknown> }
const here = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const inRepository = (file: string) => readFileSync(resolve(here, '../../tests', file), 'utf8')
/** Properties that are no facts: the age of an answer, the record of a reading, the next page. */
const noFacts = new Set(['position', 'accessId', 'next'])

/** The pages as the compiler sees them, templates included. */
function program() {
  const { proxyCreateProgram } = createRequire(createRequire(import.meta.url).resolve('vue-tsc/package.json'))(
    '@volar/typescript',
  ) as typeof import('@volar/typescript')
  const config = resolve(here, 'tsconfig.json')
  const vue = [{ extension: 'vue', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }]
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, here, {}, config, undefined, vue)
  const options = { ...parsed.options, allowArbitraryExtensions: true, allowNonTsExtensions: true }
  const { vueOptions } = createParsedCommandLine(ts, ts.sys, config)
  return proxyCreateProgram(ts, ts.createProgram, (of, { options: its }) => ({
    languagePlugins: [createVueLanguagePlugin<string>(of, its, vueOptions, (id) => id)],
  }))({ rootNames: parsed.fileNames.filter((name) => name.startsWith(`${here}/src/`)), options, host: ts.createCompilerHost(options) })
}

/** Schemas that the answer to a GET of a page can hold. */
function answered() {
  const { paths, components } = JSON.parse(readFileSync(resolve(here, 'obj/openapi.json'), 'utf8')) as {
    paths: Record<string, { get?: { responses: Record<string, unknown> } }>
    components: { schemas: Record<string, Node> }
  }
  const programs = new Set([...inRepository('routes-without-a-page.md').matchAll(/^- GET (\S+):/gm)].map((found) => found[1]!))
  const found = new Map<string, readonly string[]>()
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look)
    if (!node || typeof node !== 'object') return
    const name = (node as Node).$ref?.split('/').at(-1)
    if (name && !found.has(name)) {
      const schema = components.schemas[name]!
      found.set(name, Object.keys(schema.properties ?? {}))
      look(schema)
    }
    Object.values(node).forEach(look)
  }
  for (const [path, { get }] of Object.entries(paths))
    if (get && !programs.has(path)) for (const [status, answer] of Object.entries(get.responses)) if (status.startsWith('2')) look(answer)
  return found
}

/** Properties of the wire's schemas that pages read, and the names of those of the pages' own types, which stand for schemas here and there. */
function read() {
  const all = program()
  const checker = all.getTypeChecker()
  const wire = all.getSourceFiles().find((file) => file.fileName.endsWith('src/base/wire/schema.d.ts'))!
  const [known, own] = [new Set<ts.Node>(), new Set<string>()]
  const note = (symbol: ts.Symbol | undefined, depth = 0): void => {
    if (!symbol || depth > 4) return
    for (const one of symbol.declarations ?? [])
      if (one.getSourceFile() === wire) known.add(one)
      else if (ts.isPropertySignature(one) || ts.isBindingElement(one)) own.add(symbol.name)
    // A property of a union or of a changed type leads to those it was made of.
    const { links } = symbol as unknown as { links?: { syntheticOrigin?: ts.Symbol; containingType?: { types?: ts.Type[] } } }
    if (links?.syntheticOrigin) note(links.syntheticOrigin, depth + 1)
    for (const type of links?.containingType?.types ?? []) {
      const of = checker.getPropertyOfType(type, symbol.name)
      if (of !== symbol) note(of, depth + 1)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) note(checker.getSymbolAtLocation(node.name))
    else if (ts.isElementAccessExpression(node)) {
      const [of, key] = [node.expression, node.argumentExpression].map((one) => checker.getTypeAtLocation(one)) as [ts.Type, ts.Type]
      for (const one of key.isUnion() ? key.types : [key])
        if (one.isStringLiteral()) note(checker.getPropertyOfType(checker.getNonNullableType(of), one.value))
    } else if (ts.isBindingElement(node) && !node.dotDotDotToken) {
      const name = node.propertyName ?? node.name
      if (ts.isIdentifier(name)) note(checker.getPropertyOfType(checker.getTypeAtLocation(node.parent), name.text))
    }
    ts.forEachChild(node, visit)
  }
  for (const file of all.getSourceFiles())
    if (file.fileName.startsWith(`${here}/src/`) && !file.fileName.includes('/wire/')) ts.forEachChild(file, visit)
  const shown = new Set<string>()
  const find = (node: ts.Node): void => {
    if (!ts.isPropertySignature(node) || node.name.getText() !== 'schemas') return ts.forEachChild(node, find)
    for (const schema of (node.type as ts.TypeLiteralNode).members)
      if (ts.isPropertySignature(schema) && schema.type && ts.isTypeLiteralNode(schema.type))
        for (const property of schema.type.members)
          if (property.name && known.has(property)) shown.add(`${schema.name.getText()}.${property.name.getText()}`)
  }
  find(wire)
  return { shown, own }
}

test('each property of an answer is read by a page, or stands with its reason in a list', { timeout: 600_000 }, () => {
  const { shown, own } = read()
  const unread = [...answered()]
    .flatMap(([schema, properties]) => properties.map((property) => ({ schema, property })))
    .filter(({ schema, property }) => !noFacts.has(property) && !own.has(property) && !shown.has(`${schema}.${property}`))
    .map(({ schema, property }) => `${schema}.${property}`)
    .sort()
  const listed: string[] = []
  for (const [, of] of inRepository('properties-without-a-page.md').matchAll(/^- ([^:]+): ./gm)) {
    let schema = ''
    for (const one of of!.split(', ')) {
      const [first, second] = one.split('.')
      if (second) schema = first!
      listed.push(`${schema}.${second ?? first}`)
    }
  }
  expect(shown.size, 'pages read some of what is answered').toBeGreaterThan(1000)
  expect(listed.sort()).toEqual(unread)
})
