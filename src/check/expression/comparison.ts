import type { Comparison, Expression, IsDistinct } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { isOrdered } from '../typing/comparable.ts'
import { show } from '../typing/show.ts'
import type { Context } from './context.ts'
import { meet, readsText } from './meet.ts'

const withNull = (context: Context, node: Comparison, isLeft: boolean): undefined => {
  const operand = context.text(isLeft ? node.right : node.left)
  const test = node.operator === '<>' ? 'IS NOT NULL' : 'IS NULL'
  const isEquality = node.operator === '=' || node.operator === '<>'
  return context.report('equals-null', node, {
    message: `\`${context.text(node)}\` is never TRUE`,
    ...(isEquality
      ? {
          help: `write ${operand} ${test}`,
          fix: { title: `write ${test}`, edits: [{ span: node.span, text: `${operand} ${test}` }] },
        }
      : {}),
  })
}

const anyNull = (parts: readonly Checked[]): boolean => parts.some((part) => part.type.nullable)

/** An order gives NULL where a value of unknown type turns out to be of another kind. */
export const mayMismatch = (parts: readonly Checked[]): boolean =>
  anyNull(parts) || parts.some((part) => part.type.kind === 'ANY')

/** A value without an order beside `<`. */
export const checkOrdered = (
  context: Context,
  node: Expression,
  checked: Checked,
  operator: string,
): boolean => {
  if (isOrdered(checked.type)) return true
  context.report('wrong-type', node, {
    message: `\`${operator}\` does not take ${show(checked.type)}, which has no order`,
  })
  return false
}

/** `= <> < <= > >=` */
export const checkComparison = (context: Context, node: Comparison): Checked | undefined => {
  const isNull = [node.left.kind === 'null', node.right.kind === 'null']
  const one = context.check(node.left)
  const two = context.check(node.right)
  if (isNull[0] === true || isNull[1] === true) return withNull(context, node, isNull[0] === true)
  if (one === undefined || two === undefined) return undefined
  const met = meet(context, { node: node.left, checked: one }, { node: node.right, checked: two }, node)
  if (met === undefined) return undefined
  const { left, right } = met
  const isEquality = node.operator === '=' || node.operator === '<>'
  if (!isEquality && !checkOrdered(context, node.left, left, node.operator)) return undefined
  if (!isEquality && !checkOrdered(context, node.right, right, node.operator)) return undefined
  const side = readsText(left, right) ? 'left' : readsText(right, left) ? 'right' : undefined
  return {
    kind: 'compare',
    operator: node.operator,
    left,
    right,
    type: { kind: 'BOOLEAN', nullable: isEquality ? anyNull([left, right]) : mayMismatch([left, right]) },
    span: context.span(node),
    ...(side === undefined ? {} : { textAsNumber: side }),
  }
}

/** IS [NOT] DISTINCT FROM: like `<>` and `=`, but NULL is a value like any other. */
export const checkDistinct = (context: Context, node: IsDistinct): Checked | undefined => {
  const left = context.check(node.left)
  const right = context.check(node.right)
  if (left === undefined || right === undefined) return undefined
  const met = meet(context, { node: node.left, checked: left }, { node: node.right, checked: right }, node)
  return (
    met && {
      kind: 'distinct',
      negated: node.negated,
      type: { kind: 'BOOLEAN', nullable: false },
      span: context.span(node),
      ...met,
    }
  )
}
