import ts from 'typescript'
import { exceptions } from './exceptions.ts'
import { sources } from './source-files.ts'

const FILE_LINES_MAX = 300
const FUNCTION_LINES_MAX = 60

export const longFiles = (): readonly string[] =>
  sources
    .filter(
      ({ path, text }) => exceptions[path] === undefined && text.split('\n').length - 1 > FILE_LINES_MAX,
    )
    .map(({ path, text }) => `${path}: ${String(text.split('\n').length - 1)} lines`)

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node)
  ts.forEachChild(node, (child) => {
    walk(child, visit)
  })
}

export const longFunctions = (): readonly string[] =>
  sources.flatMap(({ path, tree }) => {
    const found: string[] = []
    walk(tree, (node) => {
      if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return
      const first = tree.getLineAndCharacterOfPosition(node.getStart()).line
      const last = tree.getLineAndCharacterOfPosition(node.end).line
      if (last - first + 1 > FUNCTION_LINES_MAX)
        found.push(`${path}:${String(first + 1)}: ${String(last - first + 1)} lines`)
    })
    return found
  })

/** Types that say nothing, default exports, and notes of unfinished work. */
export const looseTypes = (): readonly string[] =>
  sources.flatMap(({ path, tree, text }) => {
    const found: string[] = []
    walk(tree, (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${path}: any`)
      if (ts.isExportAssignment(node)) found.push(`${path}: default export`)
    })
    if (/\b(TODO|FIXME|XXX)\b/.test(text)) found.push(`${path}: unfinished`)
    return found
  })
