import type { Between, Expression, In } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { meeting } from '../typing/comparable.ts'
import { ANY } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'
import { checkOrdered, mayMismatch } from './comparison.ts'
import type { Context } from './context.ts'
import { meet, readsText } from './meet.ts'

const nullElement = (context: Context, node: In, element: Expression): void => {
  const operand = context.text(node.operand)
  context.report('equals-null', element, {
    message: node.negated
      ? 'NOT IN with NULL in its list is never TRUE'
      : 'NULL in the list of IN never matches',
    help: node.negated ? `take it out and say AND ${operand} IS NOT NULL` : `say OR ${operand} IS NULL`,
  })
}

const checkList = (context: Context, node: In, list: readonly Expression[]): Checked | undefined => {
  const first = context.check(node.operand)
  let operand = first
  let broken = first === undefined
  const elements: Checked[] = []
  for (const element of list) {
    const checked = context.check(element)
    if (element.kind === 'null') nullElement(context, node, element)
    const met =
      operand &&
      checked &&
      meet(context, { node: node.operand, checked: operand }, { node: element, checked }, element)
    if (met === undefined || element.kind === 'null') broken = true
    else {
      operand = met.left
      elements.push(met.right)
    }
  }
  if (broken || operand === undefined) return undefined
  const target = operand
  const textAsNumber = elements.length > 0 && elements.every((element) => readsText(target, element))
  return {
    kind: 'in',
    negated: node.negated,
    operand: target,
    list: elements,
    type: { kind: 'BOOLEAN', nullable: [target, ...elements].some((one) => one.type.nullable) },
    span: context.span(node),
    ...(textAsNumber ? { textAsNumber } : {}),
  }
}

const checkArray = (context: Context, node: In, source: Expression): Checked | undefined => {
  const operand = context.check(node.operand)
  const array = context.check(source)
  if (operand === undefined || array === undefined) return undefined
  if (array.type.kind !== 'ARRAY' && array.type.kind !== 'ANY')
    return context.report('wrong-type', source, {
      message: `IN takes a list in parentheses or an ARRAY, not ${show(array.type)}`,
      help: `write (${context.text(source)})`,
    })
  const element = array.type.element ?? ANY
  const how = meeting(operand.type, element)
  if (how === 'different' || how === 'time-any')
    return context.report('compare-kinds', node, {
      message: `\`${context.text(node.operand)}\` (${show(operand.type)}) is looked for among values of ${show(element)}`,
    })
  return {
    kind: 'in-array',
    negated: node.negated,
    operand,
    array,
    type: { kind: 'BOOLEAN', nullable: operand.type.nullable || array.type.nullable || element.nullable },
    span: context.span(node),
  }
}

/** `x IN (a, b)`, `x IN array` */
export const checkIn = (context: Context, node: In): Checked | undefined => {
  if (node.list !== undefined) return checkList(context, node, node.list)
  return node.array && checkArray(context, node, node.array)
}

/** `x BETWEEN low AND high`, both ends included. */
export const checkBetween = (context: Context, node: Between): Checked | undefined => {
  const operand = context.check(node.operand)
  const low = context.check(node.low)
  const high = context.check(node.high)
  if (operand === undefined || low === undefined || high === undefined) return undefined
  const side = { node: node.operand, checked: operand }
  const fromLow = meet(context, side, { node: node.low, checked: low }, node)
  const toHigh =
    fromLow && meet(context, { ...side, checked: fromLow.left }, { node: node.high, checked: high }, node)
  if (fromLow === undefined || toHigh === undefined) return undefined
  if (!checkOrdered(context, node.operand, toHigh.left, 'BETWEEN')) return undefined
  const textAsNumber = readsText(toHigh.left, fromLow.right) && readsText(toHigh.left, toHigh.right)
  const parts = [toHigh.left, fromLow.right, toHigh.right]
  return {
    kind: 'between',
    negated: node.negated,
    operand: toHigh.left,
    low: fromLow.right,
    high: toHigh.right,
    type: { kind: 'BOOLEAN', nullable: mayMismatch(parts) },
    span: context.span(node),
    ...(textAsNumber ? { textAsNumber } : {}),
  }
}
