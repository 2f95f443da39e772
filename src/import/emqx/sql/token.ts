import type { Span } from '../../../diagnostic/span.ts'

export type TokenKind = 'word' | 'text' | 'quoted' | 'number' | 'symbol' | 'end'

/** A token of EMQX's SQL. `value`: text without its quotes; words as they were written. */
export interface Token {
  readonly kind: TokenKind
  readonly value: string
  readonly span: Span
}

/** Reserved by EMQX, in any case of letters. */
export const keywords: ReadonlySet<string> = new Set(
  'and as case if else elsif from in not or select when then foreach incase end do where'.split(' '),
)
