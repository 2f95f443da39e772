import type { Span } from '../../../diagnostic/span.ts'
import { raises } from './conditions.ts'
import type { Context } from './context.ts'
import { FLOAT, INTEGER, may, only } from './kinds.ts'
import { piece, textLiteral, type Piece } from './piece.ts'
import { textAt } from './text.ts'

/** A number that the message writes as 2.0 is a float. */
const withoutPoint = (p: Piece): string =>
  p.source === undefined ? '' : ` AND NOT contains(${textAt(p)}, '.')`

/** Is the value an integer, where 2.0 is none? Undefined where it is one for sure. */
export const wholeTest = (p: Piece): string | undefined =>
  only(p.kinds, INTEGER) ? undefined : `typeof(${p.code}) = 'INTEGER'${withoutPoint(p)}`

/** Is the value a number that the message writes as a float? A number with an exponent is one for EMQX, too. */
export const floatTest = (p: Piece): string => {
  const isNumber = `is_number(${p.code})`
  return p.source === undefined ? isNumber : `${isNumber} AND regexp_matches(${textAt(p)}, '[.eE]')`
}

/** Nobody knows any more whether a number that was computed is 2.0 or 2. */
export const warnWhole = (context: Context, p: Piece, span: Span): void => {
  if (p.source !== undefined || !may(p.kinds, FLOAT) || !may(p.kinds, INTEGER)) return
  context.warn(
    'emqx-whole-float',
    span,
    'a number that is 2.0 in EMQX is a float there, which this takes for an error, and the integer 2 in Sluice',
  )
}

/** The same where only a float may be: a number that was computed may be an integer by now. */
export const warnComputed = (context: Context, name: string, span: Span): void =>
  context.warn(
    'emqx-whole-float',
    span,
    `${name} fails in EMQX for an integer, and nobody knows any more whether a number that was computed is one`,
  )

/** The value where only an integer may be: anything else, 2.0 too, is an exception of EMQX. */
export const wholeOnly = (context: Context, p: Piece, name: string, span: Span): Piece => {
  const test = wholeTest(p)
  if (test === undefined) return p
  if (!may(p.kinds, INTEGER)) {
    const why = `${name} takes integers, and a float is none even where it is whole`
    const help = 'EMQX never made a row here; round(…) makes an integer'
    return piece(raises(context, span, why, help, false).code, INTEGER)
  }
  warnWhole(context, p, span)
  context.note('exact-kinds')
  const failed = `fail(${textLiteral(`${name} takes integers`)})`
  return piece(`CASE WHEN ${test} THEN ${p.code} ELSE ${failed} END`, INTEGER)
}
