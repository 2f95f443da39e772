import type { Expression, Like, Regexp } from '../../syntax/ast/index.ts'
import { compileLike } from '../../types/like.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Checked } from '../checked/expression.ts'
import { show } from '../typing/show.ts'
import { mayMismatch } from './comparison.ts'
import type { Context } from './context.ts'
import { foldText } from './fold.ts'

const checkText = (context: Context, node: Expression, operator: string): Checked | undefined => {
  const checked = context.check(node)
  if (checked === undefined) return undefined
  const { kind } = checked.type
  if (kind === 'STRING' || kind === 'ANY' || kind === 'NULL') return checked
  return context.report('wrong-type', node, {
    message: `${operator} takes text, and \`${context.text(node)}\` is ${show(checked.type)}`,
    help:
      node.kind === 'number'
        ? `write '${context.text(node)}'`
        : `CAST(${context.text(node)} AS STRING) makes text of it`,
  })
}

/** Says what is wrong with a pattern that is known before the rule runs. */
const tryPattern = (context: Context, node: Expression, compile: () => unknown): boolean => {
  try {
    compile()
    return true
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    context.report('bad-pattern', node, { message: error.message })
    return false
  }
}

/** LIKE, whose pattern is checked here where it is constant. */
export const checkLike = (context: Context, node: Like): Checked | undefined => {
  const operand = checkText(context, node.operand, 'LIKE')
  const pattern = checkText(context, node.pattern, 'LIKE')
  const escape = node.escape?.value
  if (escape !== undefined && [...escape].length > 1)
    return context.report('bad-pattern', node.escape ?? node, { message: 'ESCAPE takes one character' })
  if (operand === undefined || pattern === undefined) return undefined
  const text = foldText(context, pattern)
  if (text !== undefined && !tryPattern(context, node.pattern, () => compileLike(text, escape)))
    return undefined
  return {
    kind: 'like',
    negated: node.negated,
    operand,
    pattern,
    type: { kind: 'BOOLEAN', nullable: mayMismatch([operand, pattern]) },
    span: context.span(node),
    ...(escape === undefined ? {} : { escape }),
  }
}

/** REGEXP in the RE2 dialect. */
export const checkRegexp = (context: Context, node: Regexp): Checked | undefined => {
  const operand = checkText(context, node.operand, 'REGEXP')
  const pattern = checkText(context, node.pattern, 'REGEXP')
  if (operand === undefined || pattern === undefined) return undefined
  const text = foldText(context, pattern)
  const { capabilities } = context.surroundings
  if (text !== undefined && capabilities !== undefined)
    if (!tryPattern(context, node.pattern, () => capabilities.pattern(text))) return undefined
  return {
    kind: 'regexp',
    negated: node.negated,
    operand,
    pattern,
    type: { kind: 'BOOLEAN', nullable: mayMismatch([operand, pattern]) },
    span: context.span(node),
  }
}
