import type { Checked, Stateful } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import { expressionKey } from '../expression/expression-key.ts'
import { operandsOf, visit } from '../expression/visit.ts'
import type { Grouping } from './group.ts'

type Alias = (index: number) => Checked | undefined

/** Is an aggregate in the expression, or in an item that it reads? */
export const hasAggregate = (e: Checked, alias: Alias): boolean => {
  let found = false
  visit(e, (part) => {
    if (part.kind === 'stateful' && part.what === 'aggregate') found = true
    const below = part.kind === 'alias' ? alias(part.index) : undefined
    if (below !== undefined && hasAggregate(below, alias)) found = true
  })
  return found
}

/** The aggregates and analytic functions of an expression. */
export const statefulCalls = (e: Checked): readonly Stateful[] => {
  const calls: Stateful[] = []
  visit(e, (part) => {
    if (part.kind === 'stateful' && part.what !== 'column') calls.push(part)
  })
  return calls
}

const isRead = (e: Checked): boolean =>
  e.kind === 'payload' ||
  e.kind === 'column' ||
  e.kind === 'context' ||
  e.kind === 'upstream' ||
  e.kind === 'joined' ||
  (e.kind === 'call' && e.entry.group === 'message' && e.entry.determinism === 'per-record')

/** Each value of a grouped row is a key of the group, an aggregate, or made of such. */
export const checkGrouped = (context: Context, { keys }: Grouping, expressions: readonly Checked[]): void => {
  const alias: Alias = (index) => context.scope.aliases.expression(index)
  const known = new Set(keys.map((key) => expressionKey(key, alias)))
  const walk = (e: Checked): void => {
    if (e.kind === 'alias' || known.has(expressionKey(e, alias))) return
    if (e.kind === 'stateful' && e.what === 'analytic')
      context.report('misplaced-aggregate', e, {
        message: `\`${context.text(e)}\` belongs to a record, and here a group is written`,
        help: 'an aggregate may take it as its argument',
      })
    else if (isRead(e))
      context.report('not-grouped', e, {
        message: `\`${context.text(e)}\` is neither a key of GROUP BY nor in an aggregate`,
        help: `group by it, or say which one of the group: last(${context.text(e)})`,
      })
    else if (e.kind !== 'stateful') operandsOf(e).forEach(walk)
  }
  expressions.forEach(walk)
}
