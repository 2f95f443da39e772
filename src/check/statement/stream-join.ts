import type { Checked } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import { checkCondition } from '../expression/logic.ts'
import { visit } from '../expression/visit.ts'
import { positiveMs } from './clauses.ts'
import type { JoinedPlace } from './from.ts'

/** How the columns of a joined stream are named. */
const ownerOf = (index: number): string => `join ${String(index)}`

/** Which sides an expression reads: the joined stream, and what stands before it. */
const sidesOf = (e: Checked, owner: string): { readonly joined: boolean; readonly before: boolean } => {
  let [joined, before] = [false, false]
  visit(e, (part) => {
    if (part.kind === 'stateful') {
      if (part.name.startsWith(`${owner}.`)) joined = true
      else before = true
    } else if (['column', 'payload', 'context', 'upstream', 'joined', 'call'].includes(part.kind))
      before ||= part.kind !== 'call'
  })
  return { joined, before }
}

/** A JOIN of two streams: a condition that equates something of both, within a span of time. */
export const checkStreamJoin = (context: Context, { node }: JoinedPlace, index: number): void => {
  const on = checkCondition(context, node.on, 'ON')
  positiveMs(context, node.within, 'WITHIN')
  if (node.within === undefined)
    context.report('bad-sequence', node, {
      message: 'a JOIN of two streams needs WITHIN: how far apart in time two records may be',
      help: 'write WITHIN 5 MINUTES behind the condition',
    })
  if (on === undefined) return
  const conditions = on.kind === 'logical' && on.operator === 'AND' ? on.operands : [on]
  const isKeyed = conditions.some((condition) => {
    if (condition.kind !== 'compare' || condition.operator !== '=') return false
    const [left, right] = [condition.left, condition.right].map((side) => sidesOf(side, ownerOf(index)))
    if (left === undefined || right === undefined) return false
    return left.joined !== left.before && right.joined !== right.before && left.joined !== right.joined
  })
  if (!isKeyed)
    context.report('bad-sequence', node.on, {
      message:
        'ON equates nothing of one stream with something of the other, so every record would meet every other',
      help: 'write an equation of both, as ON a.device = b.device; more conditions may follow with AND',
    })
}
