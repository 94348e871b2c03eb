import ts from 'typescript'
import { parts } from './sources'

const asking = /^(useRead|useQuery|useKept|useEach)$/

/** Queries of a page or module whose refusal nobody can see: `.refused` is not used, and the query is passed to nothing. */
export function unsaid(text: string, isVue: boolean): string[] {
  const { script, template } = parts(text, isVue)
  const program = ts.createSourceFile('one.ts', script, ts.ScriptTarget.Latest, true)
  const questions: ts.Identifier[] = []
  const said = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && asks(node.initializer))
      questions.push(node.name)
    else if (ts.isIdentifier(node) && isSaid(node)) said.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(program)
  return questions
    .map((name) => name.text)
    .filter((name) => !said.has(name) && !new RegExp(`\\b${name}\\.refused\\b|="${name}"|\\(${name}[,)]`).test(template))
}

/** A query itself, or `selected(…)` of one. */
function asks(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false
  return asking.test(node.expression.text) || (node.expression.text === 'selected' && node.arguments.some(asks))
}

/** Its refusal is read here, or it is passed on whole. */
function isSaid(node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && parent.name.text === 'refused'
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !ts.isBindingElement(parent) && !ts.isParameter(parent) && !ts.isImportSpecifier(parent)
}
