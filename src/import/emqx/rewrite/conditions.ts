import type { Expr, InExpr } from '../sql/ast.ts'
import { compareExpr } from './compare.ts'
import type { Context } from './context.ts'
import { BOOLEAN, FLOAT, INTEGER, LIST, MAP, NULL, NUMBER, TEXT, UNDEFINED, may, only } from './kinds.ts'
import {
  at,
  condition,
  evaluated,
  level,
  missingTest,
  solid,
  textLiteral,
  type Condition,
  type Piece,
} from './piece.ts'
import { solidValue, textAt } from './text.ts'

/** The condition where NULL must not be left, since the other side of it counts. */
export const sure = (c: Condition): Condition =>
  c.mayBeNull ? condition(`coalesce(${c.code}, FALSE)`, level.primary) : c

/** What EMQX raises an exception for, whatever the message is. */
export const raises = (
  context: Context,
  span: Expr['span'],
  why: string,
  help: string,
  filters: boolean,
): Condition => {
  context.warn('emqx-always-raises', span, why, help)
  if (filters && !context.isElement) return condition('FALSE', level.primary)
  return condition(`fail(${textLiteral(`EMQX raises an error: ${why}`)})`, level.primary, true)
}

/** A number as text, which tells 2.0 from 2, where the other side is a number of the message. */
const exactText = (left: Piece, right: Piece): string | undefined => {
  const { literal } = right
  if (left.source === undefined || !may(left.kinds, FLOAT) || typeof literal !== 'number') return undefined
  if (only(right.kinds, INTEGER)) return textLiteral(String(literal))
  return textLiteral(Number.isInteger(literal) ? `${String(literal)}.0` : String(literal))
}

/** Is one value exactly the other, kind for kind? */
export const identical = (context: Context, left: Piece, right: Piece): Condition => {
  if (only(right.kinds, UNDEFINED)) return condition(missingTest(left) ?? 'FALSE')
  const equal = `${at(left, level.concat)} = ${at(right, level.concat)}`
  if (only(right.kinds, NUMBER)) {
    const exact = exactText(left, right)
    if (exact !== undefined)
      return condition(`is_number(${left.code}) AND ${textAt(left)} = ${exact}`, level.and)
    if (only(left.kinds, NUMBER | UNDEFINED))
      return condition(equal, level.comparison, may(left.kinds, UNDEFINED))
    return condition(`is_number(${left.code}) AND ${equal}`, level.and)
  }
  if (
    only(right.kinds, TEXT | BOOLEAN) &&
    (right.literal !== undefined || only(left.kinds, TEXT | UNDEFINED))
  )
    return condition(equal, level.comparison, true)
  context.note('exact-kinds')
  const same = `${at(left, level.concat)} IS NOT DISTINCT FROM ${at(right, level.concat)}`
  const missing = [missingTest(left), missingTest(right)]
  const isVague = may(left.kinds, NULL) || may(right.kinds, NULL)
  if (!isVague || missing.every((test) => test === undefined)) return condition(same)
  const [one, two] = missing.map((test) => (test === undefined ? 'FALSE' : `(${test})`))
  return condition(`${same} AND ${String(one)} = ${String(two)}`, level.and)
}

const warnWholeFloat = (context: Context, p: Piece, span: Expr['span']): void => {
  if (only(p.kinds, NUMBER) && !only(p.kinds, INTEGER) && Number.isInteger(p.literal))
    context.warn(
      'emqx-whole-float',
      span,
      'in EMQX this float equals no integer here, and a number written 1.0 is a float; in Sluice they are one number',
    )
}

/** IN compares kind for kind: 1 is neither 1.0 nor '1'. */
const within = (context: Context, expr: InExpr): Condition => {
  const operand = solidValue(context, expr.operand)
  const elements = expr.list.map((one) => ({ piece: solidValue(context, one), span: one.span }))
  if (operand.source === undefined) for (const one of elements) warnWholeFloat(context, one.piece, one.span)
  const pieces = elements.map((one) => one.piece)
  const numbers = pieces.filter((p) => only(p.kinds, NUMBER))
  const texts = pieces.filter((p) => typeof p.literal === 'string')
  const others = pieces.filter((p) => !numbers.includes(p) && !texts.includes(p))
  const parts: Condition[] = []
  const inList = (list: readonly Piece[]): string =>
    `${at(operand, level.concat)} IN (${list.map((p) => p.code).join(', ')})`
  if (texts.length > 0 && !only(operand.kinds, NUMBER | BOOLEAN | MAP | LIST | UNDEFINED))
    parts.push(condition(inList(texts), level.comparison, true))
  if (numbers.length > 0 && only(operand.kinds, NUMBER | UNDEFINED))
    parts.push(condition(inList(numbers), level.comparison, true))
  else if (numbers.length > 0 && may(operand.kinds, NUMBER)) {
    context.note('exact-kinds')
    const exact = numbers.map((p) => exactText(operand, p))
    const list = exact.every((text) => text !== undefined)
      ? `${textAt(operand)} IN (${exact.join(', ')})`
      : inList(numbers)
    parts.push(condition(`is_number(${operand.code}) AND ${list}`, level.and, true))
  }
  for (const one of others) parts.push(identical(context, operand, one))
  const [head, ...more] = parts
  const found = more.reduce(either, head ?? condition('FALSE', level.primary))
  // EMQX evaluates both sides whatever comes of it, and fails where one of them does.
  const first = evaluated(head === undefined ? [operand, ...pieces] : pieces)
  return first === ''
    ? found
    : condition(`CASE ${first}ELSE ${found.code} END`, level.primary, found.mayBeNull)
}

const either = (left: Condition, right: Condition): Condition =>
  condition(`${at(left, level.or)} OR ${at(right, level.and)}`, level.or, left.mayBeNull || right.mayBeNull)

const negated = (context: Context, expr: Expr & { kind: 'not' }, filters: boolean): Condition => {
  const { operand } = expr
  if (operand.kind === 'and' || operand.kind === 'or' || operand.kind === 'in' || operand.kind === 'not')
    return raises(
      context,
      expr.span,
      `NOT takes a value, and ${operand.kind.toUpperCase()} is none in EMQX's SQL`,
      'EMQX never made a row here; say what was meant in the imported rule',
      filters,
    )
  if (operand.kind === 'compare') {
    const inner = sure(compareExpr(context, operand, false))
    return condition(`NOT ${at(inner, level.not)}`, level.not)
  }
  const value = context.value(operand)
  const known = solid(value)
  if (only(known.kinds, BOOLEAN)) return condition(`NOT ${at(known, level.not)}`, level.not)
  if (!may(known.kinds, BOOLEAN)) return condition('FALSE', level.primary)
  // What is no boolean is false before and behind NOT.
  return condition(`${at(known, level.concat)} = FALSE`, level.comparison, true)
}

/** A condition, TRUE exactly where EMQX has true. */
export const rewriteCondition = (context: Context, expr: Expr, filters: boolean): Condition => {
  switch (expr.kind) {
    case 'and': {
      const left = context.condition(expr.left, filters)
      const right = context.condition(expr.right, filters)
      const first = filters && !context.isElement ? left : sure(left)
      return condition(
        `${at(first, level.and)} AND ${at(right, level.and)}`,
        level.and,
        first.mayBeNull || right.mayBeNull,
      )
    }
    case 'or':
      return either(context.condition(expr.left, false), context.condition(expr.right, filters))
    case 'not':
      return negated(context, expr, filters)
    case 'in':
      return within(context, expr)
    case 'compare':
      return compareExpr(context, expr, filters)
    case 'boolean':
      return condition(expr.value ? 'TRUE' : 'FALSE', level.primary)
    case 'call':
      return ofCall(context, expr, filters)
    default:
      return raises(
        context,
        expr.span,
        `\`${context.textOf(expr.span)}\` is a value, and a condition in EMQX's SQL is a comparison`,
        `EMQX never made a row here; if ${context.textOf(expr.span)} = TRUE was meant, say so in the imported rule`,
        filters,
      )
  }
}

/** What a function gives decides if it is true; anything else counts as false where it ends a condition. */
const ofCall = (context: Context, expr: Expr & { kind: 'call' }, filters: boolean): Condition => {
  const value = context.value(expr)
  const known = filters && !context.isElement && value.nullFails ? value : solid(value)
  if (only(known.kinds, BOOLEAN)) return condition(known.code, known.level, known.nullFails)
  if (!may(known.kinds, BOOLEAN))
    return raises(
      context,
      expr.span,
      `${expr.name}(…) gives no condition`,
      'EMQX never made a row here; compare what the function gives with something',
      filters,
    )
  return condition(`${at(known, level.concat)} = TRUE`, level.comparison, true)
}
