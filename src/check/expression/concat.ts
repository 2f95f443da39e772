import type { Binary, Expression } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { show } from '../typing/show.ts'
import type { Context } from './context.ts'

/** The text of a scalar, as `||` makes it. */
export const asText = (operand: Checked): Checked =>
  operand.type.kind === 'STRING'
    ? operand
    : {
        kind: 'convert',
        mode: 'text',
        operand,
        type: { kind: 'STRING', nullable: operand.type.nullable },
        span: operand.span,
      }

const operandsOf = (node: Expression): readonly Expression[] =>
  node.kind === 'binary' && node.operator === '||'
    ? [...operandsOf(node.left), ...operandsOf(node.right)]
    : [node]

/** `||` makes text of scalars; an array or object has no text of its own. */
export const checkConcat = (context: Context, node: Binary): Checked | undefined => {
  const operands = operandsOf(node).map((operand) => {
    const checked = context.check(operand)
    if (checked?.type.kind !== 'ARRAY' && checked?.type.kind !== 'OBJECT') return checked
    return context.report('wrong-type', operand, {
      message: `\`||\` joins text and scalars, and \`${context.text(operand)}\` is ${show(checked.type)}`,
    })
  })
  const known = operands.filter((operand) => operand !== undefined)
  if (known.length < operands.length) return undefined
  const nullable = known.some((operand) => operand.type.nullable)
  return {
    kind: 'concat',
    operands: known.map(asText),
    type: { kind: 'STRING', nullable },
    span: context.span(node),
  }
}
