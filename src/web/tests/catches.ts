import ts from 'typescript'
import { parts, sources } from './sources'

/** The programs of a folder that may catch something: .ts as they are, of .vue the content of <script>. */
export function* programs(folder: string): Generator<{ file: string; program: ts.SourceFile }> {
  for (const { file, path, text } of sources(folder)) {
    // Reading all programs takes seconds; most have none.
    if (!/catch|\.then\(/.test(text)) continue
    yield { file, program: ts.createSourceFile(path, parts(text, path.endsWith('.vue')).script, ts.ScriptTarget.Latest, true) }
  }
}

/** Catches that ignore their error: `catch {}`, `.catch(() => …)`, `.then(…, () => …)`. */
export function silentCatches(program: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node) && !uses(node.block, node.variableDeclaration?.name)) found.push(lineOf(node))
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name } = node.expression
      const handler = name.text === 'catch' ? node.arguments[0] : name.text === 'then' ? node.arguments[1] : undefined
      if (handler && (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler)) && !uses(handler.body, handler.parameters[0]?.name))
        found.push(lineOf(name))
    }
    ts.forEachChild(node, visit)
  }
  const lineOf = (node: ts.Node) => program.text.slice(node.getStart()).split('\n')[0]!.trim()
  visit(program)
  return found
}

function uses(body: ts.Node, name: ts.Node | undefined): boolean {
  if (!name) return false
  if (!ts.isIdentifier(name)) return true
  let used = false
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text) used = true
    else ts.forEachChild(node, visit)
  }
  visit(body)
  return used
}
