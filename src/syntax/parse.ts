import type { IToken } from 'chevrotain'
import { parseExpression as parseExpressionTokens, parseStatement, tokenize } from '../../grammar/grammar.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Span } from '../diagnostic/span.ts'
import type { BrokenStatement, Comment, Expression, FileNode, StatementNode } from './ast/index.ts'
import { tokenSpan } from './build/tree.ts'
import { docsByOffset } from './build/doc.ts'
import { buildExpression } from './build/expression.ts'
import { buildStatement, type Docs } from './build/statement.ts'
import { fitsFile, fitsStatement } from './limits.ts'
import { NAMED_MAX, reportCharacter, reportTwins } from './messages/lexing.ts'
import { Budget, readRepairing } from './repair/read.ts'
import { scan } from './scan.ts'
import { splitStatements, type Piece } from './split.ts'
import { checkShape, checkTree, hasShape } from './shape.ts'

/** Most statements with mistakes of which the mistakes are named. */
const BROKEN_MAX = 100

/** A name in quotes is declared without them. */
const declaredName = (token: IToken | undefined): string | undefined =>
  token !== undefined && /^[\w"`]/.test(token.image) ? token.image.replace(/^["`]|["`]$/g, '') : undefined

const spanOfTokens = (tokens: readonly IToken[]): Span => {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first === undefined || last === undefined
    ? { start: 0, end: 0 }
    : { start: first.startOffset, end: tokenSpan(last).end }
}

const broken = (tokens: readonly IToken[]): BrokenStatement => ({
  kind: 'broken',
  doc: undefined,
  declares: declaredName(tokens[1]),
  span: spanOfTokens(tokens),
})

/** Is there an offset of these, which are sorted, within the span? */
const touches = (offsets: readonly number[], span: Span): boolean => {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < span.start) low = middle + 1
    else high = middle
  }
  return (offsets[low] ?? Infinity) <= span.end
}

interface Lexed {
  readonly tokens: readonly IToken[]
  readonly comments: readonly Comment[]
  /** Where something could not be read, in order. */
  readonly gaps: readonly number[]
}

const lex = (document: SourceDocument, collector: Collector): Lexed => {
  const scanned = scan(document, collector)
  const { tokens, groups, errors } = tokenize(scanned.text)
  for (const { offset } of errors.slice(0, NAMED_MAX)) reportCharacter(offset, document, collector)
  reportTwins(tokens, document, collector)
  const comments = (groups['comments'] ?? []).map((token) => ({ text: token.image, span: tokenSpan(token) }))
  const gaps = [...errors.map((error) => error.offset), ...scanned.gaps].sort((a, b) => a - b)
  return { tokens, comments, gaps }
}

/** Reads the statements of one file, with what they share. */
class FileParser {
  private readonly budget = new Budget()
  private brokenCount = 0
  private readonly document: SourceDocument
  private readonly collector: Collector
  private readonly gaps: readonly number[]
  private readonly docs: Docs

  constructor(document: SourceDocument, collector: Collector, lexed: Lexed) {
    this.document = document
    this.collector = collector
    this.gaps = lexed.gaps
    this.docs = docsByOffset(lexed.comments, lexed.tokens)
  }

  statement(piece: Piece): StatementNode {
    const { tokens } = piece
    if (this.brokenCount >= BROKEN_MAX) return broken(tokens)
    const statement = this.read(piece)
    if (statement.kind === 'broken' && ++this.brokenCount === BROKEN_MAX)
      this.collector.add('too-many-mistakes', this.document, statement.span, {
        message: `this is the ${String(BROKEN_MAX)}th statement with mistakes; what follows was not read`,
      })
    return statement
  }

  private read({ tokens, hasSemicolon, end }: Piece): StatementNode {
    const { document, collector } = this
    if (touches(this.gaps, { start: spanOfTokens(tokens).start, end })) return broken(tokens)
    if (!hasSemicolon) reportMissing(tokens, document, collector)
    if (!fitsStatement(tokens, document, collector)) return broken(tokens)
    const tree = readRepairing(tokens, parseStatement, { document, collector, budget: this.budget })
    if (tree === undefined || !checkTree(tree, document, collector)) return broken(tokens)
    const statement = buildStatement(tree, this.docs)
    return !hasShape(tokens) || checkShape(statement, document, collector) ? statement : broken(tokens)
  }
}

const reportMissing = (
  statement: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): void => {
  const last = statement.at(-1)
  if (last === undefined) return
  const span = tokenSpan(last)
  collector.add('missing-semicolon', document, span, {
    message: 'a semicolon is missing at the end of this statement',
    fix: { title: 'insert a semicolon', edits: [{ span: { start: span.end, end: span.end }, text: ';' }] },
  })
}

/**
 * Parses a rule file. Never throws on what a user wrote: statements that cannot be read become `broken`, with a
 * finding for each mistake, and the others are read all the same.
 */
export const parse = (document: SourceDocument, collector: Collector): FileNode => {
  const span = { start: 0, end: document.text.length }
  if (!fitsFile(document, collector)) return { statements: [], comments: [], span }
  const lexed = lex(document, collector)
  const parser = new FileParser(document, collector, lexed)
  const statements = splitStatements(lexed.tokens, document).map((piece) => parser.statement(piece))
  return { statements, comments: lexed.comments, span }
}

/** Parses a text that is one expression; undefined, with findings, where it is none. */
export const parseExpression = (document: SourceDocument, collector: Collector): Expression | undefined => {
  if (!fitsFile(document, collector)) return undefined
  const { tokens, gaps } = lex(document, collector)
  if (gaps.length > 0 || !fitsStatement(tokens, document, collector)) return undefined
  const budget = new Budget()
  const tree = readRepairing(tokens, parseExpressionTokens, { document, collector, budget })
  if (tree === undefined) return undefined
  const expression = buildExpression(tree)
  return checkShape(expression, document, collector) ? expression : undefined
}
