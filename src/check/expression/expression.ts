import type { Binary, Expression, Unary } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { checkArithmetic, checkNegate } from './arithmetic.ts'
import { checkCall } from './call.ts'
import { checkComparison, checkDistinct } from './comparison.ts'
import { checkConcat } from './concat.ts'
import { checkCase } from './conditional.ts'
import { checkArray, checkObject } from './construct.ts'
import type { Context } from './context.ts'
import { checkDuration, checkNumber, checkTimestamp, literal } from './literal.ts'
import { checkIs, checkLogical, checkNot } from './logic.ts'
import { checkBetween, checkIn } from './membership.ts'
import { checkName } from './name.ts'
import { checkIndex, checkMember, checkSlice } from './path.ts'
import { checkLike, checkRegexp } from './pattern.ts'

const checkBinary = (context: Context, node: Binary): Checked | undefined =>
  node.operator === '||' ? checkConcat(context, node) : checkArithmetic(context, node, node.operator)

const checkUnary = (context: Context, node: Unary): Checked | undefined =>
  node.operator === 'NOT' ? checkNot(context, node) : checkNegate(context, node)

/** The typed form of any expression; undefined where a finding says why there is none. */
export const checkNode = (context: Context, node: Expression): Checked | undefined => {
  switch (node.kind) {
    case 'number':
      return checkNumber(context, node)
    case 'text':
      return literal(node.value, 'STRING', context.span(node))
    case 'boolean':
      return literal(node.value, 'BOOLEAN', context.span(node))
    case 'null':
      return literal(null, 'NULL', context.span(node))
    case 'duration':
      return checkDuration(context, node)
    case 'timestamp':
      return checkTimestamp(context, node)
    case 'name':
      return checkName(context, node)
    case 'member':
      return checkMember(context, node)
    case 'index':
      return checkIndex(context, node)
    case 'slice':
      return checkSlice(context, node)
    case 'spread':
      return context.report('syntax-error', node, { message: '`.*` stands in the items of SELECT alone' })
    default:
      return checkOperation(context, node)
  }
}

type Operand = Extract<
  Expression['kind'],
  | 'number'
  | 'text'
  | 'boolean'
  | 'null'
  | 'duration'
  | 'timestamp'
  | 'name'
  | 'member'
  | 'index'
  | 'slice'
  | 'spread'
>

const checkOperation = (
  context: Context,
  node: Exclude<Expression, { kind: Operand }>,
): Checked | undefined => {
  switch (node.kind) {
    case 'unary':
      return checkUnary(context, node)
    case 'binary':
      return checkBinary(context, node)
    case 'comparison':
      return checkComparison(context, node)
    case 'logical':
      return checkLogical(context, node)
    case 'is':
      return checkIs(context, node)
    case 'is-distinct':
      return checkDistinct(context, node)
    case 'in':
      return checkIn(context, node)
    case 'between':
      return checkBetween(context, node)
    case 'like':
      return checkLike(context, node)
    case 'regexp':
      return checkRegexp(context, node)
    case 'case':
      return checkCase(context, node)
    case 'call':
      return checkCall(context, node)
    case 'array':
      return checkArray(context, node)
    case 'object':
      return checkObject(context, node)
  }
}
