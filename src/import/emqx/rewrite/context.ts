import type { Slug } from '../../../diagnostic/codes.ts'
import type { Span } from '../../../diagnostic/span.ts'
import type { Expr, Path } from '../sql/ast.ts'
import type { Condition, Piece } from './piece.ts'

/** What is worth a sentence above the rule, once however often it comes. */
export type NoteName =
  | 'null-above-number'
  | 'total-order'
  | 'missing-compared'
  | 'failing'
  | 'json-entered'
  | 'undefined-text'
  | 'exact-kinds'
  | 'zero-based'

/** What the rewriting of one clause may ask. */
export interface Context {
  /** An expression as a value. */
  value(expr: Expr): Piece
  /** An expression as a condition. Where it filters, a record that fails and one that is left out are the same. */
  condition(expr: Expr, filters: boolean): Condition
  /** A column, an alias or the element of FOREACH, with what is behind it. */
  resolve(path: Path): Piece
  /** A column of EMQX by its name, whatever aliases there are; undefined where EMQX's context functions are. */
  contextColumn(name: string): Piece | undefined
  /** The payload as a value, where the expression names the root payload. */
  isPayload(expr: Expr): boolean
  /** Whether every text is read as EMQX reads it, at the cost of rules that are longer. */
  readonly exact: boolean
  /** INCASE: what fails there fails for the whole message, and not for the element alone. */
  readonly isElement: boolean
  /** A warning: carried over, with a difference or an oddity to know of. */
  warn(slug: Slug, span: Span, message: string, help?: string): void
  note(name: NoteName): void
  textOf(span: Span): string
}
