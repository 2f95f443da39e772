import type { IToken } from 'chevrotain'
import type { Tree } from '../../../grammar/tree.ts'
import { parseStatement, tokenize } from '../../../grammar/grammar.ts'
import { invariant } from '../../base/invariant.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { FileNode } from '../ast/index.ts'
import { tokenSpan } from '../build/tree.ts'
import { Comments } from './comments.ts'
import { expressionForms } from './expression.ts'
import { hardLine, type Layout } from './layout.ts'
import { print, WIDTH_MAX } from './print.ts'
import { queryForms } from './query.ts'
import { statementForms } from './statement.ts'
import { testForms } from './test.ts'
import { firstToken, Forms } from './tree.ts'

const forms = { ...expressionForms, ...queryForms, ...statementForms, ...testForms }

interface Statement {
  readonly tree: Tree
  readonly first: IToken
  readonly end: IToken | undefined
}

/** The statements of a text, or undefined where one cannot be read. */
const statementsOf = (tokens: readonly IToken[]): readonly Statement[] | undefined => {
  const statements: Statement[] = []
  let current: IToken[] = []
  for (const token of [...tokens, undefined]) {
    if (token !== undefined && token.image !== ';') {
      current.push(token)
      continue
    }
    const [first] = current
    if (first === undefined) continue
    const { tree, mistake } = parseStatement(current)
    if (tree === undefined || mistake !== undefined) return undefined
    statements.push({ tree, first, end: token })
    current = []
  }
  return statements
}

/** Short statements of one kind may stand without blank lines between them. */
const isAdjoining = (text: string, before: Statement, next: Statement): boolean => {
  const kind = next.first.image.toUpperCase()
  if (
    before.first.image.toUpperCase() !== kind ||
    (kind !== 'SET' && kind !== 'SINK') ||
    before.end === undefined
  )
    return false
  return !/\n[^\S\n]*\n/.test(text.slice(tokenSpan(before.end).end, next.first.startOffset))
}

const layoutOf = (text: string): Layout | undefined => {
  const { tokens, groups } = tokenize(text)
  const statements = statementsOf(tokens)
  if (statements === undefined) return undefined
  // A semicolon that ends no statement goes, and so must not hold a comment.
  const ends = new Set(statements.map(({ end }) => end))
  const kept = tokens.filter((token) => token.image !== ';' || ends.has(token))
  const comments = new Comments(text, kept, groups['comments'] ?? [])
  const shared = new Forms(forms, comments)
  const layout = statements.map((statement, k): Layout => {
    const before = statements[k - 1]
    const gap =
      before === undefined ? [] : isAdjoining(text, before, statement) ? hardLine : [hardLine, hardLine]
    const token = firstToken(statement.tree)
    const above = token === undefined ? [] : comments.takeBefore(token)
    const end = statement.end === undefined ? ';' : comments.print(statement.end, ';')
    return [gap, above, shared.tree(statement.tree), end]
  })
  return [layout, comments.last]
}

const formatOnce = (text: string): string | undefined => {
  const layout = layoutOf(text)
  if (layout === undefined) return undefined
  const printed = print(layout, WIDTH_MAX).trim()
  return printed === '' ? '' : `${printed}\n`
}

/** How often each token and comment is written, however it is spelt; semicolons may come and go. */
const inventory = (text: string): ReadonlyMap<string, number> => {
  const { tokens, groups } = tokenize(text)
  const counts = new Map<string, number>()
  const spelt = tokens.map(({ image }) =>
    /^\w+$/.test(image) ? image.toUpperCase() : image.replace('!=', '<>'),
  )
  const comments = (groups['comments'] ?? []).map(({ image }) => image.replace(/\s+/g, ' ').trim())
  for (const piece of [...spelt, ...comments])
    if (piece !== ';') counts.set(piece, (counts.get(piece) ?? 0) + 1)
  return counts
}

const sameInventory = (before: string, after: string): boolean => {
  const [a, b] = [inventory(before), inventory(after)]
  return a.size === b.size && [...a].every(([piece, number]) => b.get(piece) === number)
}

/** A comment may move to another token when a line is broken anew; it comes to rest soon. */
const PASSES_MAX = 5

/**
 * A rule file in the one style there is: every comment kept, the tree unchanged, the same again when formatted
 * again. A file with a statement that cannot be read is given back as it is.
 */
export const format = (file: FileNode, document: SourceDocument): string => {
  if (file.statements.some(({ kind }) => kind === 'broken')) return document.text
  let text = document.text
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const next = formatOnce(text)
    if (next === undefined) return document.text
    if (next === text) break
    text = next
  }
  // What a user wrote must not get lost in a mistake of ours.
  invariant(sameInventory(document.text, text), 'formatting keeps every word and comment')
  return text
}
