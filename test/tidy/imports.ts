import { dirname, join } from 'node:path'
import ts from 'typescript'
import { exceptions } from './exceptions.ts'
import { sources, type SourceFile } from './source-files.ts'

/** Rooms from the bottom up; those of one row never import each other. */
const rows: readonly (readonly string[])[] = [
  ['src/base'],
  ['src/diagnostic'],
  ['grammar', 'src/emit'],
  ['src/syntax'],
  ['src/types'],
  ['src/stream'],
  ['src/catalog'],
  ['src/functions', 'src/windows', 'src/formats', 'src/connectors'],
  ['src/project', 'src/check'],
  ['src/plan'],
  ['src/codegen'],
  ['src/journal'],
  ['src/state', 'src/delivery'],
  ['src/runtime'],
  ['src/testing', 'src/import', 'src/dev'],
  ['src/cli', 'src/server', 'src/lsp', 'src/browser'],
]

const roomOf = (path: string): string =>
  path.startsWith('grammar/') ? 'grammar' : path.split('/').slice(0, 2).join('/')

const rowOf = (path: string): number => rows.findIndex((row) => row.includes(roomOf(path)))

const importsOf = ({ path, tree }: SourceFile, valuesOnly: boolean): readonly string[] =>
  tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const isType = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly
    const { moduleSpecifier } = statement
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return []
    if (!moduleSpecifier.text.startsWith('.') || (valuesOnly && isType)) return []
    return [join(dirname(path), moduleSpecifier.text)]
  })

/** Imports from a room below, or from another one of the same row. */
export const wrongLayers = (): readonly string[] =>
  sources.flatMap((file) =>
    exceptions[file.path] !== undefined
      ? []
      : importsOf(file, false)
          .filter((target) => roomOf(target) !== roomOf(file.path) && target !== 'src/default-catalog.ts')
          .filter((target) => rowOf(target) < 0 || rowOf(target) >= rowOf(file.path))
          .map((target) => `${file.path} imports ${target}`),
  )

/** Rings of files that import each other's values. */
export const cycles = (): readonly string[] => {
  const graph = new Map(sources.map((file) => [file.path, importsOf(file, true)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' -> '))
      return
    }
    if (done.has(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
