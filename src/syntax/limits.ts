import type { IToken } from 'chevrotain'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import { tokenSpan } from './build/tree.ts'

/** Longest rule file, in characters. */
export const FILE_LENGTH_MAX = 1_048_576
/** Deepest nesting of brackets and CASE. */
export const NESTING_MAX = 100
/** Most tokens of a statement. */
export const STATEMENT_TOKENS_MAX = 10_000

const partner: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['END', 'CASE'],
  ['>', '<'],
])

/** What signs and words begin with that open or close anything, and the longest of them. */
const isOpeningOrClosing: ReadonlySet<number> = new Set(
  [...'([{<>}])', ...'CcEe'].map((character) => character.charCodeAt(0)),
)
const WORD_MAX = 4

/** Follows brackets, CASE … END and ARRAY<…>, as deep as the parser would go. */
class Nesting {
  private readonly open: string[] = []

  /** Takes a token and gives the depth behind it. */
  take(token: IToken, previous: IToken | undefined): number {
    const { image } = token
    if (image.length <= WORD_MAX && isOpeningOrClosing.has(image.charCodeAt(0)))
      this.look(image.toUpperCase(), previous?.image ?? '')
    return this.open.length
  }

  private look(image: string, previous: string): void {
    const isMember = previous === '.'
    if (image === '(' || image === '[' || image === '{' || (image === 'CASE' && !isMember))
      this.open.push(image)
    else if (image === '<' && previous.toUpperCase() === 'ARRAY') this.open.push(image)
    else if (!isMember) {
      const opening = partner.get(image)
      if (opening !== undefined) this.close(opening, image)
    }
  }

  /** A bracket closes what was left open inside of it; the others only close what is innermost. */
  private close(opening: string, image: string): void {
    const isBracket = /^[)\]}]$/.test(image)
    const at = isBracket
      ? this.open.lastIndexOf(opening)
      : this.open.at(-1) === opening
        ? this.open.length - 1
        : -1
    if (at >= 0) this.open.length = at
  }
}

/** Is this file short enough to be looked at? */
export const fitsFile = (document: SourceDocument, collector: Collector): boolean => {
  if (document.text.length <= FILE_LENGTH_MAX) return true
  collector.add(
    'file-too-long',
    document,
    { start: 0, end: 0 },
    {
      message: `the file has ${String(document.text.length)} characters, more than ${String(FILE_LENGTH_MAX)}`,
    },
  )
  return false
}

/** Refuses statements that are too long or too deep before they are parsed. */
export const fitsStatement = (
  tokens: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): boolean => {
  const nesting = new Nesting()
  for (let k = 0; k < tokens.length; k++) {
    const token = tokens[k]!
    const depth = nesting.take(token, tokens[k - 1])
    if (depth <= NESTING_MAX) continue
    collector.add('too-deep', document, tokenSpan(token), {
      message: `brackets and CASE are nested more than ${String(NESTING_MAX)} deep here`,
    })
    return false
  }
  const first = tokens[0]
  if (first !== undefined && tokens.length > STATEMENT_TOKENS_MAX) {
    collector.add('statement-too-long', document, tokenSpan(first), {
      message: `the statement has ${String(tokens.length)} words and signs, more than ${String(STATEMENT_TOKENS_MAX)}`,
    })
    return false
  }
  return true
}
