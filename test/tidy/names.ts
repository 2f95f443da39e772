import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { sources } from './source-files.ts'

const banned = /^(utils?|helpers?|managers?|handlers?|services?|processors?|data|infos?)$/i

/** The words of a name: kebab-case, camelCase and PascalCase alike. */
const wordsOf = (name: string): readonly string[] =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').split(/[-_.]/)

const isBanned = (name: string): boolean => wordsOf(name).some((word) => banned.test(word))

const exportsOf = (tree: ts.SourceFile): readonly string[] =>
  tree.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
    if (isExported !== true) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap((one) =>
        ts.isIdentifier(one.name) ? [one.name.text] : [],
      )
    const { name } = statement as { name?: ts.Node }
    return name !== undefined && ts.isIdentifier(name) ? [name.text] : []
  })

export const bannedNames = (): readonly string[] =>
  sources.flatMap(({ path, tree }) => [
    ...path
      .split('/')
      .filter(isBanned)
      .map((part) => `${path}: ${part}`),
    ...exportsOf(tree)
      .filter(isBanned)
      .map((name) => `${path} exports ${name}`),
  ])

/** Folders of the machine it was written on, and addresses of package registries. */
const elsewhere = [/\/work\/(main|shared)/, /\.\.\/shared/, /registry\.npmjs/, /"resolved":/]

/** What a merge has left behind. */
const conflict = [/^<{7} /m, /^>{7} /m]

const filesWith = (patterns: readonly RegExp[]): readonly string[] =>
  execFileSync('git', ['ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !path.startsWith('test/tidy/') && existsSync(path))
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8')
      return patterns.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${pattern.source}`)
    })

export const mentionsOfElsewhere = (): readonly string[] => filesWith(elsewhere)

export const conflictMarkers = (): readonly string[] => filesWith(conflict)
