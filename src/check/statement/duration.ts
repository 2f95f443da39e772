import type { Expression } from '../../syntax/ast/index.ts'
import type { Context } from '../expression/context.ts'
import { fold } from '../expression/fold.ts'
import { show } from '../typing/show.ts'

/** A constant span of time in milliseconds; undefined where there is none, or a finding says why. */
export const durationMs = (context: Context, node: Expression | undefined): number | undefined => {
  const checked = node && context.check(node)
  if (node === undefined || checked === undefined) return undefined
  if (checked.type.kind !== 'DURATION')
    return context.report('wrong-type', node, {
      message: `a span of time is needed, and \`${context.text(node)}\` is ${show(checked.type)}`,
      help: 'write it with its unit: 5 SECONDS',
    })
  const folded = fold(context, checked)
  if (folded.kind !== 'value' || typeof folded.value !== 'number')
    return context.report('not-constant', node, { message: 'a span of time must be a constant' })
  if (folded.value < 0)
    return context.report('bad-literal', node, { message: 'a span of time is not negative' })
  return folded.value
}
