import { NUMBER, TEXT, only } from '../kinds.ts'
import { at, canBeNull, level, piece, solid, textLiteral, type Piece } from '../piece.ts'
import { warnNumber } from '../text.ts'
import type { Arguments } from './argument.ts'

/** Text in quotes, where EMQX puts a backslash before quotes and backslashes. */
const quoted = (code: string): string =>
  `'''' || replace(replace(${code}, '\\', '\\\\'), '''', '\\''') || ''''`

/** A value as EMQX writes it into SQL: numbers as they are, all else in quotes. */
const sqlValue = (value: Piece): string => {
  const v = at(value, level.concat)
  if (only(value.kinds, NUMBER)) return `text_of(${value.code})`
  if (typeof value.literal === 'string') return textLiteral(`'${value.literal.replace(/[\\']/g, '\\$&')}'`)
  if (only(value.kinds, TEXT)) return quoted(v)
  return `CASE WHEN is_number(${value.code}) THEN text_of(${value.code}) ELSE ${quoted(`text_of(${value.code})`)} END`
}

/** The values of a list, made for the parentheses of VALUES. */
export const sqlValues = (a: Arguments): Piece => {
  const node = a.node(0)
  if (node.kind !== 'list') {
    const list = a.value(0)
    const one = sqlValue(piece('one', ~0))
    return piece(`array_join(map(${solid(list).code}, one -> ${one}), ', ')`, TEXT, {
      nullFails: canBeNull(list),
    })
  }
  const values = node.elements.map((element) => solid(a.context.value(element)))
  for (const value of values) warnNumber(a.context, value, a.expr.span)
  const parts = values.map(sqlValue)
  if (parts.length === 0) return piece("''", TEXT)
  return piece(parts.join(" || ', ' || "), TEXT, { level: level.concat })
}
