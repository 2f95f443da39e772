import type { Expression, Is, Logical, Unary } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { show } from '../typing/show.ts'
import type { Context } from './context.ts'

/** An expression where a condition stands: BOOLEAN, or unknown until the rule runs. */
export const checkCondition = (context: Context, node: Expression, place: string): Checked | undefined => {
  const checked = context.check(node)
  if (checked === undefined) return undefined
  const { kind } = checked.type
  if (kind === 'BOOLEAN' || kind === 'ANY' || kind === 'NULL') return checked
  return context.report('wrong-type', node, {
    message: `${place} needs a condition, and \`${context.text(node)}\` is ${show(checked.type)}`,
  })
}

/** Each operand of AND sees what the ones before it have ruled out; so does OR. */
export const checkLogical = (context: Context, node: Logical): Checked | undefined => {
  const passed = node.operator === 'AND' ? 'not-false' : 'not-true'
  const operands: Checked[] = []
  let at = context
  for (const operand of node.operands) {
    const checked = checkCondition(at, operand, node.operator)
    at = at.after(checked, passed)
    if (checked !== undefined) operands.push(checked)
  }
  if (operands.length < node.operands.length) return undefined
  return {
    kind: 'logical',
    operator: node.operator,
    operands,
    type: { kind: 'BOOLEAN', nullable: operands.some((operand) => operand.type.nullable) },
    span: context.span(node),
  }
}

export const checkNot = (context: Context, node: Unary): Checked | undefined => {
  const operand = checkCondition(context, node.operand, 'NOT')
  return (
    operand && {
      kind: 'not',
      operand,
      type: { kind: 'BOOLEAN', nullable: operand.type.nullable },
      span: context.span(node),
    }
  )
}

/** IS [NOT] NULL, TRUE, FALSE, MISSING: never NULL itself. */
export const checkIs = (context: Context, node: Is): Checked | undefined => {
  const isTruth = node.test === 'TRUE' || node.test === 'FALSE'
  const operand = isTruth
    ? checkCondition(context, node.operand, `IS ${node.test}`)
    : context.check(node.operand)
  return (
    operand && {
      kind: 'is',
      test: node.test,
      negated: node.negated,
      operand,
      type: { kind: 'BOOLEAN', nullable: false },
      span: context.span(node),
    }
  )
}
