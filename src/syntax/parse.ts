import type { IToken } from 'chevrotain'
import { parseExpression as parseExpressionTokens, parseStatement, tokenize } from '../../grammar/grammar.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { BrokenStatement, Comment, Doc, Expression, FileNode, StatementNode } from './ast/index.ts'
import { tokenSpan } from './build/cst.ts'
import { buildDoc } from './build/doc.ts'
import { buildExpression } from './build/expression.ts'
import { buildStatement, type DocBefore } from './build/statement.ts'
import { fitsFile, fitsStatement } from './limits.ts'
import { reportHidden, reportLexing } from './messages/lexing.ts'
import { readRepairing } from './repair/read.ts'
import { splitStatements } from './split.ts'

const isDoc = (comment: Comment): boolean => comment.text.startsWith('/**') && comment.text.length > 4

/** Doc comments by the offset of what follows them. */
const docsOf = (document: SourceDocument, comments: readonly Comment[]): DocBefore => {
  const docs = comments.filter(isDoc)
  return (offset): Doc | undefined => {
    const doc = docs.findLast((comment) => comment.span.end <= offset)
    if (doc === undefined) return undefined
    const between = document.text.slice(doc.span.end, offset)
    const gap = between.replace(/--[^\n]*|\/\*[^]*?\*\//g, '')
    return gap.trim() === '' ? buildDoc(doc) : undefined
  }
}

const broken = (tokens: readonly IToken[]): BrokenStatement => {
  const [first, name] = tokens
  const last = tokens.at(-1)
  const start = first?.startOffset ?? 0
  const end = last === undefined ? start : tokenSpan(last).end
  const declares =
    name !== undefined && /^[\w"`]/.test(name.image) ? name.image.replace(/^["`]|["`]$/g, '') : undefined
  return { kind: 'broken', doc: undefined, declares, span: { start, end } }
}

/**
 * Parses a rule file. Never throws on what a user wrote: statements that cannot be read become `broken`, with one
 * finding each, and the others are read all the same.
 */
export const parse = (document: SourceDocument, collector: Collector): FileNode => {
  const span = { start: 0, end: document.text.length }
  if (!fitsFile(document, collector)) return { statements: [], comments: [], span }
  reportHidden(document, collector)
  const lexed = tokenize(document.text)
  reportLexing(lexed.errors, document, collector)
  const comments = (lexed.groups['comments'] ?? []).map((token) => ({
    text: token.image,
    span: tokenSpan(token),
  }))
  const docBefore = docsOf(document, comments)
  const errorOffsets = lexed.errors.map((error) => error.offset)
  const statements = splitStatements(lexed.tokens, document, collector).map((tokens): StatementNode => {
    const { span: place } = broken(tokens)
    const unread = errorOffsets.some((offset) => offset >= place.start && offset <= place.end)
    if (unread || !fitsStatement(tokens, document, collector)) return broken(tokens)
    const tree = readRepairing(tokens, parseStatement, document, collector)
    return tree === undefined ? broken(tokens) : buildStatement(tree, docBefore)
  })
  return { statements, comments, span }
}

/** Parses a text that is one expression; undefined, with findings, where it is none. */
export const parseExpression = (document: SourceDocument, collector: Collector): Expression | undefined => {
  if (!fitsFile(document, collector)) return undefined
  reportHidden(document, collector)
  const lexed = tokenize(document.text)
  reportLexing(lexed.errors, document, collector)
  if (lexed.errors.length > 0 || !fitsStatement(lexed.tokens, document, collector)) return undefined
  const tree = readRepairing(lexed.tokens, parseExpressionTokens, document, collector)
  return tree === undefined ? undefined : buildExpression(tree)
}
