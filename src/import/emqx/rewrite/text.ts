import type { Span } from '../../../diagnostic/span.ts'
import type { Expr } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { BOOLEAN, FLOAT, INTEGER, NULL, TEXT, UNDEFINED, may, only } from './kinds.ts'
import { missingTest, piece, readable, solid, type Piece } from './piece.ts'

/** A number that may be 2.0 or 2, and nobody knows any more how the message wrote it. */
export const warnNumber = (context: Context, value: Piece, span: Span): void => {
  if (value.source !== undefined || !may(value.kinds, FLOAT) || !may(value.kinds, INTEGER)) return
  context.warn(
    'emqx-whole-float',
    span,
    'a whole number that is a float in EMQX has a point in its text there (2.0), and none here',
  )
}

/** Text and bytes are one kind of value in EMQX; a row of Sluice is JSON, where bytes that are no text cannot stand. */
export const warnBytes = (context: Context, value: Piece, span: Span): void => {
  if (value.bytes !== true) return
  context.warn(
    'emqx-difference',
    span,
    'bytes that are no text in UTF-8 fail the record here, where EMQX goes on with them',
    'take them apart with subbits, or write them with bin2hexstr or base64_encode',
  )
}

/** An expression as a value that is text rather than bytes, and never NULL in place of an exception. */
export const solidValue = (context: Context, expr: Expr): Piece => {
  const value = context.value(expr)
  warnBytes(context, value, expr.span)
  return solid(value)
}

/** The text that EMQX makes of a value, where undefined is the text `undefined`. */
export const textOf = (context: Context, p: Piece, span: Span): Piece => {
  warnBytes(context, p, span)
  const value = solid(readable(p))
  warnNumber(context, value, span)
  if (only(value.kinds, TEXT)) return value
  const missing = missingTest(value)
  const there = present(value)
  if (missing === undefined) return there
  if (value.source !== undefined && may(value.kinds, FLOAT)) {
    context.note('undefined-text')
    return piece(`coalesce(${textAt(value)}, 'undefined')`, TEXT)
  }
  if (only(value.kinds, UNDEFINED)) return piece("'undefined'", TEXT, { literal: 'undefined', cheap: true })
  context.note('undefined-text')
  // A value that is NULL only where it is undefined needs no other test than that.
  return may(value.kinds, ~(TEXT | UNDEFINED))
    ? piece(`CASE WHEN ${missing} THEN 'undefined' ELSE ${there.code} END`, TEXT)
    : piece(`coalesce(${value.code}, 'undefined')`, TEXT)
}

/** The text of a value, where undefined is an exception. */
export const textOrFail = (p: Piece): Piece => {
  const value = readable(p)
  if (only(value.kinds, TEXT | UNDEFINED))
    return { ...value, kinds: TEXT, nullFails: value.nullFails || may(value.kinds, UNDEFINED) }
  if (value.source !== undefined && may(value.kinds, FLOAT)) {
    const sure = may(value.kinds, UNDEFINED | NULL)
    return sure
      ? piece(`CASE WHEN ${value.code} IS NOT NULL THEN ${textAt(value)} END`, TEXT, { nullFails: true })
      : present(value)
  }
  if (!may(value.kinds, UNDEFINED)) return present(solid(value))
  return present({
    ...value,
    code: `not_null(${value.code})`,
    nullFails: false,
    kinds: value.kinds & ~UNDEFINED,
  })
}

/** The text with the point of a number that the message writes as 2.0; NULL where the value is missing. */
export const textAt = (value: Piece): string => `text_at(${value.source ?? ''})`

const present = (value: Piece): Piece => {
  const kinds = value.kinds & ~UNDEFINED
  if (only(kinds, TEXT)) return { ...value, kinds: TEXT }
  if (value.source !== undefined && may(kinds, FLOAT)) return piece(textAt(value), TEXT)
  if (only(kinds, FLOAT)) return piece(`text_of(CAST(${value.code} AS DOUBLE))`, TEXT)
  if (only(kinds, INTEGER | BOOLEAN)) return piece(`CAST(${value.code} AS STRING)`, TEXT)
  return piece(`text_of(${value.code})`, TEXT)
}
