import type { Binary, Expression, Unary } from '../../syntax/ast/index.ts'
import type { Finding } from '../../diagnostic/collector.ts'
import type { Arithmetic, Checked } from '../checked/expression.ts'
import { arithmeticType } from '../typing/arithmetic.ts'
import { isNumber, isTimeKind } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'
import { besideDecimal, negativeNumber, timestampText } from './literal.ts'
import type { Context } from './context.ts'

type Operator = Arithmetic['operator']

/** DOUBLE and DECIMAL meet as DOUBLE, whatever digits their values have. */
const asDouble = (e: Checked, other: Checked): Checked =>
  e.type.kind === 'DECIMAL' && other.type.kind === 'DOUBLE'
    ? {
        kind: 'convert',
        mode: 'cast',
        operand: e,
        type: { kind: 'DOUBLE', nullable: e.type.nullable },
        span: e.span,
      }
    : e

const advice = (context: Context, node: Binary, left: Checked, right: Checked): Partial<Finding> => {
  const sides = [left, right]
  const text = sides.some((side) => side.type.kind === 'STRING')
  if (node.operator === '+' && text) {
    const between = { start: node.left.span.end, end: node.right.span.start }
    const plus = between.start + context.text({ span: between }).indexOf('+')
    return {
      help: '`||` joins text',
      fix: { title: 'write ||', edits: [{ span: { start: plus, end: plus + 1 }, text: '||' }] },
    }
  }
  const stranger = sides.findIndex((side) => !isNumber(side.type) && side.type.kind !== 'ANY')
  const strangerNode = stranger === 0 ? node.left : node.right
  if (sides.some((side) => isTimeKind(side.type.kind)) && sides.some((side) => isNumber(side.type)))
    return { help: 'a span of time has its unit: 5 SECONDS' }
  if (sides.some((side) => isTimeKind(side.type.kind)) && sides.some((side) => side.type.kind === 'ANY'))
    return { help: 'say what the other side is: CAST(… AS TIMESTAMP)' }
  return text ? { help: `CAST(${context.text(strangerNode)} AS DOUBLE) reads text as a number` } : {}
}

/** A text literal beside a TIMESTAMP is read as one. */
const readTimes = (
  context: Context,
  node: Binary,
  left: Checked,
  right: Checked,
): readonly (Checked | undefined)[] => {
  const read = (e: Checked, other: Checked, at: Expression): Checked | undefined =>
    e.kind === 'literal' &&
    typeof e.value === 'string' &&
    other.type.kind === 'TIMESTAMP' &&
    node.operator === '-'
      ? timestampText(context, e.value, at)
      : e
  return [read(left, right, node.left), read(right, left, node.right)]
}

/** `+ - * / DIV MOD` of numbers, and of times with durations. */
export const checkArithmetic = (context: Context, node: Binary, operator: Operator): Checked | undefined => {
  const one = context.check(node.left)
  const two = context.check(node.right)
  if (one === undefined || two === undefined) return undefined
  const [first, second] = readTimes(context, node, one, two)
  if (first === undefined || second === undefined) return undefined
  const left = besideDecimal(first, node.left, second.type)
  const right = besideDecimal(second, node.right, first.type)
  const type = arithmeticType(operator, left.type, right.type)
  if (type === undefined)
    return context.report('wrong-type', node, {
      message: `\`${operator}\` does not take ${show(left.type)} and ${show(right.type)}`,
      ...advice(context, node, left, right),
    })
  const whole = operator === '/' && type.kind === 'DURATION'
  return {
    kind: 'arithmetic',
    operator: whole ? 'DIV' : operator,
    left: asDouble(left, right),
    right: asDouble(right, left),
    type,
    span: context.span(node),
  }
}

/** `-x` */
export const checkNegate = (context: Context, node: Unary): Checked | undefined => {
  if (node.operand.kind === 'number') return negativeNumber(context, node)
  const operand = context.check(node.operand)
  if (operand === undefined) return undefined
  const { kind } = operand.type
  if (!isNumber(operand.type) && kind !== 'ANY' && kind !== 'DURATION' && kind !== 'NULL')
    return context.report('wrong-type', node.operand, {
      message: `\`-\` does not take ${show(operand.type)}`,
    })
  return { kind: 'negate', operand, type: operand.type, span: context.span(node) }
}
