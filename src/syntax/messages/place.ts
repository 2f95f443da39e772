import type { IToken } from 'chevrotain'
import { heads, reserved, soft, units } from '../../../grammar/tokens.ts'
import type { Finding } from '../../diagnostic/collector.ts'
import type { Slug } from '../../diagnostic/codes.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import { tokenSpan } from '../build/tree.ts'
import { commentAtEnd } from './file-end.ts'

/** A mistake with what stands around it, which is what people look at. */
export interface Place {
  readonly document: SourceDocument
  readonly tokens: readonly IToken[]
  readonly at: number
  /** Undefined where the statement ends too early. */
  readonly found: IToken | undefined
  readonly previous: IToken | undefined
  readonly next: IToken | undefined
  /** Names of token types that would do. */
  readonly expected: ReadonlySet<string>
  /** The innermost rule of the grammar, and the one around it. */
  readonly rule: string
  readonly parent: string
  readonly isLeftover: boolean
  /** The word that begins the clause around the mistake, outside of brackets. */
  readonly clause: string
}

/** Some tokens give way to others. */
export interface Edit {
  readonly at: number
  readonly remove: number
  readonly insert: readonly IToken[]
}

/** What is wrong at a place, for people, and how to go on reading behind it. */
export interface Explanation {
  readonly slug: Slug
  readonly span: Span
  readonly finding: Finding
  readonly edit?: Edit
  /** Is the edit so surely what was meant that the statement may be checked as if it had been written? */
  readonly isCertain?: boolean
}

/** Looks at one kind of mistake; undefined where it is another kind. */
export type Explainer = (place: Place) => Explanation | undefined

export const isReserved = (token: IToken): boolean => Object.hasOwn(reserved, token.image.toUpperCase())

const keywords = { ...reserved, ...heads, ...soft, ...units }

export const isKeyword = (token: IToken): boolean => Object.hasOwn(keywords, token.image.toUpperCase())

export const upper = (token: IToken | undefined): string => token?.image.toUpperCase() ?? ''

const SHOWN_MAX = 30

/** A token as messages show it: keywords in capitals, the user's own words in back-ticks. */
export const show = (token: IToken): string => {
  if (isReserved(token) || Object.hasOwn(heads, upper(token))) return upper(token)
  const line = token.image.split('\n')[0] ?? ''
  const short = line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)}…` : line
  return short.includes('`') ? short : `\`${short}\``
}

/** Could an operand end with this token? */
export const endsOperand = (token: IToken | undefined): boolean =>
  token !== undefined &&
  (/^(END|NULL|TRUE|FALSE)$/i.test(token.image) ||
    (/[^\W]$|['"`)\]}]$/u.test(token.image) && !isReserved(token)))

/** Could an operand begin with this token? Brackets and signs could also go on with the one before. */
export const beginsOperand = (token: IToken | undefined): boolean =>
  token !== undefined &&
  (/^(CASE|NULL|TRUE|FALSE)$/i.test(token.image) ||
    (/^[\p{L}\p{N}_'"`]/u.test(token.image) && !isReserved(token)))

/** Lines from the end of the token before to the token that was found. */
const linesBetween = ({ document, found, previous }: Place): number =>
  found === undefined || previous === undefined
    ? 0
    : document.position(found.startOffset).line - document.position(tokenSpan(previous).end).line

/**
 * Where a message about this place points to: the token that was found, or the one before where that is more than
 * so many lines away, or where the statement ends, if only by the end of the file behind comments.
 */
export const spanAt = (place: Place, linesMax = 1): Span => {
  const token = linesBetween(place) > linesMax ? place.previous : (place.found ?? place.previous)
  if (token === undefined) return { start: 0, end: 0 }
  const span = tokenSpan(token)
  return (place.found === undefined ? commentAtEnd(place.document, span.end) : undefined) ?? span
}
