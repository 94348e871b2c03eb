import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { computed, ref } from 'vue'
import { Refused } from '@/base/api/http'
import { Group } from '@/kit/live/group'
import { parts } from '../sources'
import { date, lengths, lot, pick, schemas, text, valueOf } from './samples'

/** Thrown for a type of which no value can be made. */
export class Unmade extends Error {}

type Known = { file: string; node: ts.TypeNode; with: Scope }
type Scope = ReadonlyMap<string, Known>
const none: Scope = new Map()
const src = join(import.meta.dirname, '../../src')

const read = new Map<string, ts.SourceFile>()
/** A file of the pages as it is written; of a .vue the content of its scripts. */
export function programOf(file: string): ts.SourceFile {
  const known = read.get(file)
  if (known) return known
  const whole = readFileSync(file, 'utf8')
  const made = ts.createSourceFile(file, parts(whole, file.endsWith('.vue')).script, ts.ScriptTarget.Latest, true)
  read.set(file, made)
  return made
}

function fileOf(from: string, name: string): string {
  const base = name.startsWith('@/') ? join(src, name.slice(2)) : join(dirname(from), name)
  const found = [base, `${base}.ts`, join(base, 'index.ts')].find((one) => /\.(ts|vue)$/.test(one) && existsSync(one))
  if (!name.startsWith('@/') && !name.startsWith('.')) throw new Unmade(name)
  if (!found) throw new Unmade(name)
  return found
}

const asWritten = new Map<string, string>()
/** The words with which a file compares values of this name. */
function compared(file: string, name: string): string[] {
  if (!name) return []
  if (!asWritten.has(file)) asWritten.set(file, readFileSync(file, 'utf8'))
  const found = asWritten.get(file)!.matchAll(new RegExp(`\\b${name}(?:\\.value)? [=!]== '([\\w-]+)'`, 'g'))
  return [...new Set([...found].map(([, word]) => word!))].sort()
}

type Declared = { file: string; node: ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.VariableDeclaration }
/** Finds the declaration of a name, through all imports. */
function declared(file: string, name: string): Declared | undefined {
  for (const one of programOf(file).statements) {
    if ((ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name.text === name) return { file, node: one }
    if (ts.isVariableStatement(one))
      for (const node of one.declarationList.declarations) if (ts.isIdentifier(node.name) && node.name.text === name) return { file, node }
    const names = ts.isImportDeclaration(one)
      ? one.importClause?.namedBindings
      : ts.isExportDeclaration(one) && one.moduleSpecifier
        ? one.exportClause
        : undefined
    if (!names || (!ts.isNamedImports(names) && !ts.isNamedExports(names))) continue
    const found = names.elements.find((each) => each.name.text === name)
    const from = (one as ts.ImportDeclaration).moduleSpecifier as ts.StringLiteral
    if (found) return declared(fileOf(file, from.text), (found.propertyName ?? found.name).text)
  }
  return undefined
}

/** A constant's value, where it is written out. */
function constant(file: string, node: ts.Expression): unknown {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return constant(file, node.expression)
  if (ts.isStringLiteral(node)) return node.text
  if (ts.isNumericLiteral(node)) return Number(node.text)
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((one) => constant(file, one))
  if (ts.isObjectLiteralExpression(node))
    return Object.fromEntries(
      node.properties.map((one) => [(one.name as ts.Identifier).text, ts.isPropertyAssignment(one) ? one.initializer : undefined]),
    )
  throw new Unmade(node.getText())
}
function valueQueried(file: string, node: ts.TypeQueryNode): unknown {
  const found = declared(file, node.exprName.getText())
  if (!found || !ts.isVariableDeclaration(found.node) || !found.node.initializer) throw new Unmade(node.getText())
  return constant(found.file, found.node.initializer)
}

/** All words of a union; nothing where it is more than words. */
function words({ file, node, with: scope }: Known): string[] | undefined {
  if (ts.isParenthesizedTypeNode(node)) return words({ file, node: node.type, with: scope })
  if (ts.isLiteralTypeNode(node)) return ts.isStringLiteral(node.literal) ? [node.literal.text] : undefined
  if (ts.isUnionTypeNode(node)) {
    const all = node.types.map((one) => words({ file, node: one, with: scope }))
    return all.every(Boolean) ? all.flatMap((one) => one!) : undefined
  }
  if (ts.isTypeOperatorNode(node) && ts.isTypeQueryNode(node.type)) return Object.keys(valueQueried(file, node.type) as object)
  if (ts.isIndexedAccessTypeNode(node)) {
    const schema = schemaOf({ file, node, with: scope })
    if (schema?.enum) return schema.enum.filter((one) => typeof one === 'string')
  }
  if (ts.isTypeReferenceNode(node)) {
    const found = declared(file, node.typeName.getText())
    if (found && ts.isTypeAliasDeclaration(found.node)) return words({ file: found.file, node: found.node.type, with: none })
  }
  return undefined
}

/** Schemas['Name'] or Schemas['Name']['member'] in the server's description. */
function schemaOf({ file, node }: Known): (typeof schemas)[string] | undefined {
  if (ts.isTypeReferenceNode(node)) {
    const found = declared(file, node.typeName.getText())
    return found && ts.isTypeAliasDeclaration(found.node) ? schemaOf({ file: found.file, node: found.node.type, with: none }) : undefined
  }
  if (!ts.isIndexedAccessTypeNode(node)) return undefined
  const index = ts.isLiteralTypeNode(node.indexType) && ts.isStringLiteral(node.indexType.literal) ? node.indexType.literal.text : ''
  if (node.objectType.getText() === 'Schemas') return deref(schemas[index])
  const of = schemaOf({ file, node: node.objectType, with: none })
  const found = index ? of?.properties?.[index] : of?.items
  return deref(found?.oneOf?.find((one) => one.$ref) ?? found)
}
const deref = (schema: (typeof schemas)[string] | undefined): typeof schema =>
  schema?.$ref ? deref(schemas[schema.$ref.split('/').at(-1)!]) : schema

/** Arguments with which the given functions were called. */
export const called: string[] = []

const views: Readonly<Record<string, string>> = {
  incident: 'IncidentLight',
  figures: 'FiguresLight',
  task: 'TaskLight',
  order: 'OrderLight',
  handover: 'HandoverLight',
  goods: 'GoodsLight',
  call: 'CallLight',
  care: 'CareLight',
  warning: 'WarningLight',
}
/** A group of the live line in which a few things stand. */
export function groupOf(at: string): Group {
  const group = new Group('live', 'division', '411502001', () => undefined)
  for (const [view, schema] of Object.entries(views))
    for (let i = 0; i < 3 && schemas[schema]; i++)
      group.take({ group: '', position: 1, view, key: text(`${at}.id[${i}]`), value: valueOf(schemas[schema], `${at}.${view}[${i}]`) })
  group.ready.value = true
  return group
}

/** A live connection on which everything is there at once. */
export const lineOf = (at: string) => ({
  state: ref('live'),
  stale: ref(false),
  caughtUp: ref(0),
  join: (kind: string, id: string) => groupOf(`${at}.${kind}.${id}`),
  close: () => undefined,
})

/** A value of a type, derived from its place. */
export function make(type: Known, at: string, depth = 0): unknown {
  const { file, node, with: scope } = type
  const again = (of: ts.TypeNode, where = at) => make({ file, node: of, with: scope }, where, depth + 1)
  if (depth > 24) throw new Unmade('deep')
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword: {
      const known = compared(file, /(\w+)$/.exec(at)?.[1] ?? '')
      return known.length && lot(`${at}=`) % 4 > 0 ? pick(at, known) : text(at)
    }
    case ts.SyntaxKind.NumberKeyword:
      if (/\b(ms|seconds|time)$/.test(at)) return pick(at, lengths)
      return pick(at, [0, 1, 2, 3, 5, 12])
    case ts.SyntaxKind.BooleanKeyword:
      // The first alternative that can be made is good enough.
      if (/\b(off|running|waits|past)$/.test(at)) return !at.includes('#0') && lot(at) % 3 === 0
      return lot(at) % 2 === 0
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.UnknownKeyword:
    case ts.SyntaxKind.NeverKeyword:
    case ts.SyntaxKind.ObjectKeyword:
      return undefined
  }
  if (ts.isParenthesizedTypeNode(node)) return again(node.type)
  if (ts.isLiteralTypeNode(node)) {
    const { literal } = node
    if (literal.kind === ts.SyntaxKind.NullKeyword) return null
    if (literal.kind === ts.SyntaxKind.TrueKeyword || literal.kind === ts.SyntaxKind.FalseKeyword)
      return literal.kind === ts.SyntaxKind.TrueKeyword
    return constant(file, literal as ts.Expression)
  }
  if (ts.isUnionTypeNode(node)) return again(pick(`${at}|`, node.types))
  if (ts.isIntersectionTypeNode(node)) return Object.assign({}, ...node.types.map((one) => again(one)))
  if (ts.isArrayTypeNode(node)) return list(node.elementType)
  if (ts.isTupleTypeNode(node))
    return node.elements.map((one, i) => again(ts.isNamedTupleMember(one) ? one.type : (one as ts.TypeNode), `${at}[${i}]`))
  if (ts.isTypeLiteralNode(node)) return members(node.members)
  if (ts.isTypeOperatorNode(node)) {
    if (node.operator === ts.SyntaxKind.ReadonlyKeyword) return again(node.type)
    const all = words(type)
    if (all?.length) return pick(at, all)
  }
  if (ts.isFunctionTypeNode(node)) return given(node.type)
  if (ts.isTypeQueryNode(node)) return valueQueried(file, node)
  if (ts.isIndexedAccessTypeNode(node)) {
    const schema = schemaOf(type)
    if (schema) return valueOf(schema, at)
    const inner = ts.isParenthesizedTypeNode(node.objectType) ? node.objectType.type : node.objectType
    const of = again(node.objectType, node.indexType.kind === ts.SyntaxKind.NumberKeyword && !ts.isTypeQueryNode(inner) ? `${at}1` : at)
    if (Array.isArray(of)) return of.length ? pick(at, of) : undefined
    if (of && typeof of === 'object' && ts.isLiteralTypeNode(node.indexType))
      return (of as Record<string, unknown>)[(node.indexType.literal as ts.StringLiteral).text]
  }
  if (ts.isTypeReferenceNode(node)) return reference(node)
  throw new Unmade(node.getText())

  function list(of: ts.TypeNode) {
    return Array.from({ length: depth > 12 ? 0 : pick(`${at}#`, [0, 1, 2, 2, 3]) }, (_, i) => again(of, `${at}[${i}]`))
  }
  function given(returns: ts.TypeNode) {
    const name = at.split('.').slice(1).join('.')
    return (...args: unknown[]) => {
      if (returns.kind === ts.SyntaxKind.StringKeyword) return `${name}(${args.join()})`
      called.push(`${name}(${args.map((one) => JSON.stringify(one)).join()})`)
      try {
        return again(returns, `${at}()`)
      } catch (fault) {
        if (fault instanceof Unmade) return undefined
        throw fault
      }
    }
  }
  function members(all: readonly ts.TypeElement[]) {
    const made: Record<string, unknown> = {}
    for (const one of all) {
      const name = (one.name as ts.Identifier | undefined)?.text
      if (!name) continue
      if (one.questionToken && lot(`${at}.${name}!`) % 4 === 0) continue
      if (ts.isMethodSignature(one)) made[name] = given(one.type!)
      else if (ts.isPropertySignature(one)) made[name] = again(one.type!, `${at}.${name}`)
    }
    return made
  }
  function keys(of: ts.TypeNode): string[] {
    return words({ file, node: of, with: scope }) ?? [0, 1].map((i) => text(`${at}.code[${i}]`))
  }
  function reference(of: ts.TypeReferenceNode): unknown {
    const name = of.typeName.getText()
    const [one, two] = of.typeArguments ?? []
    switch (name) {
      case 'Array':
      case 'ReadonlyArray':
      case 'Iterable':
        return list(one!)
      case 'Readonly':
      case 'Required':
      case 'NonNullable':
      case 'Promise':
        return again(one!) ?? undefined
      case 'Partial':
        return Object.fromEntries(Object.entries(again(one!) as object).filter(([key]) => lot(`${at}.${key}!!`) % 3 > 0))
      case 'Pick':
      case 'Omit': {
        const chosen = new Set(words({ file, node: two!, with: scope }))
        return Object.fromEntries(Object.entries(again(one!) as object).filter(([key]) => chosen.has(key) === (name === 'Pick')))
      }
      case 'Exclude':
      case 'Extract': {
        const chosen = new Set(words({ file, node: two!, with: scope }))
        return pick(
          at,
          words({ file, node: one!, with: scope })!.filter((key) => chosen.has(key) === (name === 'Extract')),
        )
      }
      case 'Record':
        return Object.fromEntries(keys(one!).map((key) => [key, again(two!, `${at}.${key}`)]))
      case 'Map':
      case 'ReadonlyMap':
        return new Map([0, 1, 2].map((i) => [again(one!, `${at}.id[${i}]`), again(two!, `${at}[${i}]`)]))
      case 'Set':
      case 'ReadonlySet':
        return new Set(list(one!))
      case 'Ref':
      case 'ShallowRef':
        return ref(again(one!))
      case 'ComputedRef':
        return computed(() => again(one!))
      case 'Query':
      case 'Kept': {
        const data = again(one!, `${at}.data`)
        return {
          data,
          waiting: false,
          refused: null,
          stale: false,
          at: 0,
          ask: async () => void called.push(`${at}.ask`),
          soon: () => undefined,
        }
      }
      case 'Group':
        return groupOf(at)
      case 'ValuesOf':
        return Object.fromEntries(Object.entries(again(one!) as object).map(([key, value]) => [key, value ?? '']))
      case 'Refused':
        return new Refused(pick(at, [0, 403, 409, 503]), text(`${at}.code`), 'sentence', [], [], 0, {}, [
          { field: text(`${at}.field`), was: 'was', now: 'now' },
        ])
      case 'Live':
        return lineOf(at)
      case 'Date':
        return new Date(`${date(at)}T04:00:00Z`)
      case 'Blob':
      case 'File':
        return new Blob(['x'], { type: 'image/jpeg' })
      case 'Word':
        return 'common.cancel'
      case 'Permission':
        return pick(at, ['order.see', 'team.read', 'residents.read', 'plan.approve'])
    }
    const known = scope.get(name)
    if (known) return make(known, at, depth + 1)
    const found = declared(file, name)
    if (!found || ts.isVariableDeclaration(found.node)) throw new Unmade(name)
    const args = new Map(
      (found.node.typeParameters ?? []).map((param, i): [string, Known] => {
        const arg = of.typeArguments?.[i]
        return [
          param.name.text,
          arg ? { file, node: arg, with: scope } : { file: found.file, node: (param.default ?? param.constraint)!, with: none },
        ]
      }),
    )
    const inside = { file: found.file, with: args }
    if (ts.isTypeAliasDeclaration(found.node)) return make({ ...inside, node: found.node.type }, at, depth + 1)
    const above = (found.node.heritageClauses ?? []).flatMap((clause) => clause.types)
    if (above.length) throw new Unmade(name)
    return make({ ...inside, node: ts.factory.createTypeLiteralNode(found.node.members) }, at, depth + 1)
  }
}

export type Param = { name: string; type: Known; optional: boolean }
/** Props that a component takes, by its defineProps and defineModel. */
export function wants(file: string): { props: Known | undefined; models: Param[] } {
  let props: Known | undefined
  const models: Param[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [type] = node.typeArguments ?? []
      if (node.expression.text === 'defineProps') {
        if (!type) throw new Unmade('props without a type')
        props = { file, node: type, with: none }
      }
      if (node.expression.text === 'defineModel') {
        const [name] = node.arguments
        if (!type) throw new Unmade('a model without a type')
        models.push({
          name: name && ts.isStringLiteral(name) ? name.text : 'modelValue',
          type: { file, node: type, with: none },
          optional: false,
        })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(programOf(file))
  return { props, models }
}

/** The exported functions of a file, with their parameters; except those that create something lasting (use…, make…). */
export function functionsOf(file: string): { name: string; params: Param[] }[] {
  const all: { name: string; params: Param[] }[] = []
  const add = (name: string, of: ts.SignatureDeclaration) => {
    if (of.typeParameters?.length || /^(use|make|provide|start)/.test(name)) return
    if (of.parameters.every((one) => one.type && !one.dotDotDotToken))
      all.push({
        name,
        params: of.parameters.map((one) => ({
          name: ts.isIdentifier(one.name) ? one.name.text : 'one',
          type: { file, node: one.type!, with: none },
          optional: Boolean(one.questionToken ?? one.initializer),
        })),
      })
  }
  const isGiven = (of: ts.HasModifiers) => of.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  for (const one of programOf(file).statements) {
    if (ts.isFunctionDeclaration(one) && isGiven(one) && one.name) add(one.name.text, one)
    if (ts.isVariableStatement(one) && isGiven(one))
      for (const { name, initializer } of one.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer && ts.isArrowFunction(initializer)) add(name.text, initializer)
  }
  return all
}
