import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'

/** What a column's name gives: an expression, nothing, or silence because its declaration is broken. */
export type Lookup =
  | { readonly kind: 'found'; readonly expression: Checked }
  | { readonly kind: 'broken' }
  | { readonly kind: 'unknown' }

export const UNKNOWN: Lookup = { kind: 'unknown' }
export const BROKEN: Lookup = { kind: 'broken' }

export const found = (expression: Checked): Lookup => ({ kind: 'found', expression })

/** An input of a rule that has columns: a stream, a topic, a table's row, the row of another rule. */
export interface Place {
  /** The names that may stand before its columns: its alias, else its own name. */
  readonly names: readonly string[]
  /** For messages: "stream `atm_status`". */
  readonly called: string
  /** Columns come from the payload alone, so a field of it is reached through `payload`. */
  readonly untyped: boolean
  /** Its columns are read with its name before them, and only so. */
  readonly isQualified?: boolean
  /** A step of a SEQUENCE that may be taken several times: `first(b).x`, `last(b).x`, `count(b)`. */
  readonly repeats?: boolean
  column(name: string, span: Span): Lookup
  /** Names of all columns, in order. */
  columns(): readonly string[]
  /** Objects whose members are columns too, which only the run knows. */
  spreads?(span: Span): readonly Checked[]
  /** A name that may be such a member; asked where nothing else has that name. */
  open?(name: string, span: Span): Lookup
}
