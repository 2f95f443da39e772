import type { Span } from '../../../diagnostic/span.ts'
import type { ArithmeticExpr, ArithmeticOperator } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { FLOAT, INTEGER, NUMBER, TEXT, may, only } from './kinds.ts'
import { at, canBeNull, level, piece, readable, type Piece } from './piece.ts'
import { raises } from './conditions.ts'
import { textOf } from './text.ts'
import { warnWhole, wholeTest } from './whole.ts'

const symbols: Readonly<Record<ArithmeticOperator, string>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  div: 'DIV',
  mod: 'MOD',
}

const resultKinds = (operator: ArithmeticOperator, left: Piece, right: Piece): number => {
  if (operator === '/') return FLOAT
  if (operator === 'div' || operator === 'mod') return INTEGER
  if (only(left.kinds, INTEGER) && only(right.kinds, INTEGER)) return INTEGER
  return only(left.kinds, FLOAT) || only(right.kinds, FLOAT) ? FLOAT : NUMBER
}

/** Numbers alone; NULL comes of what EMQX raises an exception for. */
const numbers = (operator: ArithmeticOperator, left: Piece, right: Piece): Piece => {
  const isSum = operator === '+' || operator === '-'
  const own = isSum ? level.sum : level.product
  return piece(
    `${at(left, own)} ${symbols[operator]} ${at(right, own + 1)}`,
    resultKinds(operator, left, right),
    {
      level: own,
      nullFails: canBeNull(left) || canBeNull(right),
    },
  )
}

/** `div` and `mod` take integers alone. */
export const integers = (
  context: Context,
  operator: 'div' | 'mod',
  left: Piece,
  right: Piece,
  span: Span,
): Piece => {
  if (only(left.kinds, FLOAT) || only(right.kinds, FLOAT)) {
    const why = `${operator} takes integers, and a float is none even where it is whole`
    return piece(
      raises(context, span, why, 'EMQX never made a row here; round(…) makes an integer', false).code,
      INTEGER,
    )
  }
  const plain = numbers(operator, left, right)
  for (const p of [left, right]) warnWhole(context, p, span)
  const tests = [left, right].flatMap((p) => wholeTest(p) ?? [])
  if (tests.length === 0) return plain
  context.note('exact-kinds')
  return piece(
    `CASE WHEN ${tests.join(' AND ')} THEN ${plain.code} ELSE fail('${operator} takes integers') END`,
    INTEGER,
  )
}

const joinedText = (context: Context, left: Piece, right: Piece, span: Span): Piece => {
  const one = textOf(context, left, span)
  const two = textOf(context, right, span)
  return piece(`${at(one, level.concat)} || ${at(two, level.concat + 1)}`, TEXT, { level: level.concat })
}

/** `+` adds numbers; where one side is text it joins. */
const plus = (context: Context, left: Piece, right: Piece, span: Span): Piece => {
  const [one, two] = [readable(left), readable(right)]
  if (only(one.kinds, TEXT) || only(two.kinds, TEXT)) return joinedText(context, one, two, span)
  const sum = numbers('+', one, two)
  const mayJoin = [one, two].filter((p) => may(p.kinds, TEXT))
  if (mayJoin.length === 0) return sum
  const test = mayJoin.map((p) => `is_string(${p.code})`).join(' OR ')
  const added = sum.nullFails ? `not_null(${sum.code})` : sum.code
  context.note('exact-kinds')
  return piece(
    `CASE WHEN ${test} THEN ${joinedText(context, one, two, span).code} ELSE ${added} END`,
    sum.kinds | TEXT,
  )
}

export const arithmetic = (context: Context, expr: ArithmeticExpr): Piece => {
  const left = context.value(expr.left)
  const right = context.value(expr.right)
  switch (expr.operator) {
    case '+':
      return plus(context, left, right, expr.span)
    case 'div':
    case 'mod':
      return integers(context, expr.operator, left, right, expr.span)
    default:
      return numbers(expr.operator, left, right)
  }
}
