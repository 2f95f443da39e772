import type { IToken } from 'chevrotain'
import { statementHeads } from '../../grammar/grammar.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'

/** What follows the head and the name of a statement, for those where a head could also be a name. */
const follows: Readonly<Record<string, RegExp>> = {
  RULE: /^as$/i,
  STREAM: /^(\(|from)$/i,
  TABLE: /^\($/,
  SINK: /^into$/i,
  SET: /^=$/,
  TEST: /^for$/i,
}

/** Does a statement begin here although the one before has no semicolon? Only at the start of a line. */
const beginsStatement = (tokens: readonly IToken[], k: number, document: SourceDocument): boolean => {
  const token = tokens[k]
  const after = tokens[k + 2]
  if (token === undefined || after === undefined || !statementHeads.includes(token.tokenType)) return false
  const lineStart = document.text.lastIndexOf('\n', token.startOffset - 1) + 1
  if (document.text.slice(lineStart, token.startOffset).trim() !== '') return false
  return follows[token.image.toUpperCase()]?.test(after.image) ?? false
}

/**
 * Cuts the tokens of a file into those of its statements, without their semicolons. A statement whose semicolon is
 * missing ends where the next one begins, with a finding.
 */
export const splitStatements = (
  tokens: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): readonly (readonly IToken[])[] => {
  const statements: IToken[][] = []
  let current: IToken[] = []
  const finish = (): void => {
    if (current.length > 0) statements.push(current)
    current = []
  }
  tokens.forEach((token, k) => {
    if (token.image === ';') {
      finish()
      return
    }
    if (current.length > 0 && beginsStatement(tokens, k, document)) {
      reportMissing(current, document, collector)
      finish()
    }
    current.push(token)
  })
  if (current.length > 0) reportMissing(current, document, collector)
  finish()
  return statements
}

const reportMissing = (
  statement: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): void => {
  const last = statement.at(-1)
  if (last === undefined) return
  const end = last.startOffset + last.image.length
  collector.add(
    'missing-semicolon',
    document,
    { start: last.startOffset, end },
    {
      message: 'a semicolon is missing at the end of this statement',
      fix: { title: 'insert a semicolon', edits: [{ span: { start: end, end }, text: ';' }] },
    },
  )
}
