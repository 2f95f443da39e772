import type { Context } from './context.ts'
import { BOOLEAN, FLOAT, INTEGER, TEXT, UNDEFINED, may, only } from './kinds.ts'
import { missingTest, piece, readable, solid, type Piece } from './piece.ts'

/** The text that EMQX makes of a value, where undefined is the text `undefined`. */
export const textOf = (context: Context, p: Piece): Piece => {
  const value = solid(readable(p))
  if (only(value.kinds, TEXT)) return value
  const missing = missingTest(value)
  const there = present(value)
  if (missing === undefined) return there
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
  if (!may(value.kinds, UNDEFINED)) return present(solid(value))
  return present({
    ...value,
    code: `not_null(${value.code})`,
    nullFails: false,
    kinds: value.kinds & ~UNDEFINED,
  })
}

const present = (value: Piece): Piece => {
  const kinds = value.kinds & ~UNDEFINED
  if (only(kinds, TEXT)) return { ...value, kinds: TEXT }
  if (only(kinds, FLOAT)) return piece(`text_of(CAST(${value.code} AS DOUBLE))`, TEXT)
  if (only(kinds, INTEGER | BOOLEAN)) return piece(`CAST(${value.code} AS STRING)`, TEXT)
  return piece(`text_of(${value.code})`, TEXT)
}
