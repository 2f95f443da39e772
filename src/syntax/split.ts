import type { IToken } from 'chevrotain'
import { statementHeads } from '../../grammar/grammar.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import { tokenSpan } from './build/tree.ts'
import { isReserved } from './messages/place.ts'

/** The tokens of one statement, never none, without the semicolon. */
export interface Piece {
  readonly tokens: readonly IToken[]
  readonly hasSemicolon: boolean
  /** Offset of the semicolon, or where the next statement begins. */
  readonly end: number
}

/** What follows the head and the name of a statement, for those where a head could also be a name. */
const follows: Readonly<Record<string, RegExp>> = {
  RULE: /^as$/i,
  STREAM: /^(\(|from)$/i,
  TABLE: /^\($/,
  SINK: /^into$/i,
  SET: /^=$/,
  TEST: /^for$/i,
}

const heads: ReadonlySet<number> = new Set(statementHeads.map(({ tokenTypeIdx }) => tokenTypeIdx ?? 0))

const isFirstOnLine = (tokens: readonly IToken[], k: number, document: SourceDocument): boolean => {
  const [previous, token] = [tokens[k - 1], tokens[k]]
  if (previous === undefined || token === undefined) return true
  return document.position(tokenSpan(previous).end).line < document.position(token.startOffset).line
}

/** Does a statement begin here although the one before has no semicolon? Mostly at the start of a line. */
const beginsStatement = (tokens: readonly IToken[], k: number, document: SourceDocument): boolean => {
  const token = tokens[k]
  if (token === undefined || !heads.has(token.tokenTypeIdx)) return false
  const name = tokens[k + 1]
  const after = tokens[k + 2]
  if (name === undefined || after === undefined || isReserved(name)) return false
  const looksLikeOne = follows[token.image.toUpperCase()]?.test(after.image) ?? false
  // Nothing but a rule has these four words in a row, even in the middle of a line.
  // In `CREATE RULE a AS SELECT …` the rule is what is created.
  const isCreated = /^(create|replace)$/i.test(tokens[k - 1]?.image ?? '')
  const isRule = !isCreated && looksLikeOne && /^(select|foreach)$/i.test(tokens[k + 3]?.image ?? '')
  return isRule || (looksLikeOne && isFirstOnLine(tokens, k, document))
}

/**
 * Cuts the tokens of a file into those of its statements. A statement whose semicolon is missing ends where the
 * next one begins.
 */
export const splitStatements = (tokens: readonly IToken[], document: SourceDocument): readonly Piece[] => {
  const pieces: Piece[] = []
  let current: IToken[] = []
  const finish = (hasSemicolon: boolean, end: number): void => {
    if (current.length > 0) pieces.push({ tokens: current, hasSemicolon, end })
    current = []
  }
  tokens.forEach((token, k) => {
    if (token.image === ';') {
      finish(true, token.startOffset)
      return
    }
    if (current.length > 0 && beginsStatement(tokens, k, document)) finish(false, token.startOffset)
    current.push(token)
  })
  finish(false, document.text.length)
  return pieces
}
