import { Refusal } from '../refusal.ts'
import type { Expr } from '../sql/ast.ts'
import { arithmetic } from './arithmetic.ts'
import { rewriteCall } from './call.ts'
import { rewriteCase } from './case.ts'
import { raises, sure } from './conditions.ts'
import { compareExpr } from './compare.ts'
import type { Context } from './context.ts'
import { BOOLEAN, FLOAT, INTEGER, LIST } from './kinds.ts'
import { at, canBeNull, level, piece, solid, text, type Piece } from './piece.ts'
import { solidValue } from './text.ts'

const RANGE_MAX = 200

const number = (expr: Expr & { kind: 'number' }): Piece =>
  piece(expr.text.replace(/^0+(?=\d)/, ''), expr.isInteger ? INTEGER : FLOAT, {
    literal: Number(expr.text),
    cheap: true,
  })

const signed = (context: Context, expr: Expr & { kind: 'sign' }): Piece => {
  const operand = context.value(expr.operand)
  if (!expr.negative) return operand
  if (typeof operand.literal === 'number' && !operand.code.startsWith('-'))
    return { ...operand, code: `-${operand.code}`, literal: -operand.literal, level: level.unary }
  return piece(`-${at(operand, level.primary)}`, operand.kinds & (INTEGER | FLOAT), {
    level: level.unary,
    nullFails: canBeNull(operand),
  })
}

const range = (expr: Expr & { kind: 'range' }): Piece => {
  const count = expr.to - expr.from + 1
  if (count < 0 || count > RANGE_MAX)
    throw new Refusal(
      'emqx-range',
      expr.span,
      `a range of ${String(count)} numbers`,
      `write at most ${String(RANGE_MAX)}`,
    )
  const numbers = Array.from({ length: count }, (_, k) => String(expr.from + k))
  return piece(`[${numbers.join(', ')}]`, LIST, { cheap: count < 10 })
}

const slice = (context: Context, expr: Expr & { kind: 'slice' }): Piece => {
  const target = context.value(expr.target)
  if (expr.from === 0 || expr.to === 0) {
    const never = raises(context, expr.span, 'a part of a list from or to 0', 'positions go from 1', false)
    return piece(never.code, LIST)
  }
  context.note('failing')
  const code = `${at(target, level.primary)}[${String(expr.from)}..${String(expr.to)}]`
  return piece(
    `CASE typeof(${target.code}) WHEN 'ARRAY' THEN ${code} ELSE fail('only a list has parts') END`,
    LIST,
  )
}

/** A comparison as a value; EMQX knows no value of AND, OR and IN. */
const truth = (context: Context, expr: Expr): Piece => {
  const sides = expr.kind === 'compare' ? sure(compareExpr(context, expr, false)) : undefined
  if (sides !== undefined) return piece(sides.code, BOOLEAN, { level: sides.level })
  if (expr.kind === 'not') {
    const inner = context.value(expr.operand)
    return piece(`NOT ${at(solid(inner), level.not)}`, BOOLEAN, {
      level: level.not,
      nullFails: canBeNull(inner),
    })
  }
  const never = raises(
    context,
    expr.span,
    `${expr.kind.toUpperCase()} gives no value in EMQX's SQL, only a condition`,
    'EMQX never made a row here; CASE WHEN … THEN true ELSE false END has a value',
    false,
  )
  return piece(never.code, BOOLEAN)
}

/** An expression as a value. */
export const rewriteValue = (context: Context, expr: Expr): Piece => {
  switch (expr.kind) {
    case 'number':
      return number(expr)
    case 'text':
      return text(expr.value)
    case 'boolean':
      return piece(expr.value ? 'TRUE' : 'FALSE', BOOLEAN, { literal: expr.value, cheap: true })
    case 'path':
      return context.resolve(expr)
    case 'range':
      return range(expr)
    case 'slice':
      return slice(context, expr)
    case 'list': {
      const elements = expr.elements.map((one) => solidValue(context, one).code)
      return piece(`[${elements.join(', ')}]`, LIST)
    }
    case 'sign':
      return signed(context, expr)
    case 'arithmetic':
      return arithmetic(context, expr)
    case 'case':
      return rewriteCase(context, expr)
    case 'call':
      return rewriteCall(context, expr)
    case 'compare':
    case 'and':
    case 'or':
    case 'not':
    case 'in':
      return truth(context, expr)
  }
}
