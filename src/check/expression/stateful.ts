import type { AggregateEntry } from '../../catalog/aggregate.ts'
import type { Call } from '../../syntax/ast/index.ts'
import type { Checked, Stateful } from '../checked/expression.ts'
import { bind, checkArguments } from './arguments.ts'
import type { Context } from './context.ts'
import { checkCondition } from './logic.ts'

/** Why the call cannot stand where it is; undefined where it can. */
const misplaced = (context: Context, node: Call, entry: AggregateEntry): string | undefined => {
  const name = `\`${node.name.text}\``
  const { allows } = context.scope
  if (node.over === undefined && entry.kind === 'analytic')
    return `${name} needs OVER (PARTITION BY …): it compares a record with those before it of the same key`
  if (node.over !== undefined)
    return allows === 'nothing'
      ? `${name}(…) OVER (…) sees every record of the input, so it stands in SELECT or WHERE alone, and not inside another`
      : undefined
  if (allows === 'aggregate') return undefined
  return `the aggregate ${name} is computed for a group: it stands in SELECT and HAVING, not in WHERE, not in options and not inside another or a lambda`
}

/** `*` and DISTINCT, where the aggregate takes them. */
const checkShape = (context: Context, node: Call, entry: AggregateEntry): boolean => {
  const name = node.name.text
  const isOdd = (node.star && entry.star !== true) || (node.distinct && entry.distinct !== true)
  const isEmpty = !node.star && entry.star === true && node.arguments.length === 0
  if (isOdd)
    context.report('misplaced-aggregate', node, {
      message: `\`${name}\` takes no ${node.star ? '`*`' : 'DISTINCT'}`,
    })
  if (isEmpty)
    context.report('wrong-argument-count', node, {
      message: `\`${name}\` counts something`,
      help: `${name}(*) counts records`,
    })
  return !isOdd && !isEmpty
}

/** An aggregate, or with OVER a running one or an analytic function: its arguments are of records, before any group. */
export const checkStateful = (context: Context, node: Call, entry: AggregateEntry): Stateful | undefined => {
  const message = misplaced(context, node, entry)
  if (message !== undefined) return context.report('misplaced-aggregate', node, { message })
  if (!checkShape(context, node, entry)) return undefined
  const { scope } = context
  const inside = context.withScope(scope.with({ allows: node.over === undefined ? 'analytic' : 'nothing' }))
  const bound = bind(context, node, node.star ? [] : entry.parameters)
  const checked = bound && checkArguments(inside, node.name.text, bound)
  const filter = node.filter && checkCondition(inside, node.filter, 'FILTER')
  const keys = node.over?.partitionBy.map((key) => inside.check(key)) ?? []
  const when = node.over?.when && checkCondition(inside, node.over.when, 'WHEN')
  if (checked === undefined || keys.includes(undefined)) return undefined
  const operands: Checked[] = []
  for (const part of [...checked.args, filter, ...keys, when])
    if (part !== undefined) operands.push(part.kind === 'lambda' ? part.body : part)
  return {
    kind: 'stateful',
    what: node.over === undefined ? 'aggregate' : 'analytic',
    name: entry.name,
    operands,
    type: entry.result(checked.types),
    span: context.span(node),
  }
}

/** `count(step)` of a SEQUENCE: how often the step was taken. */
export const checkStepCount = (context: Context, node: Call): Checked | undefined => {
  const [argument] = node.arguments
  if (node.name.text.toLowerCase() !== 'count' || argument?.kind !== 'name') return undefined
  if (context.scope.place(argument.name.text)?.repeats !== true) return undefined
  return {
    kind: 'stateful',
    what: 'column',
    name: `count ${argument.name.text}`,
    operands: [],
    type: { kind: 'INTEGER', nullable: false },
    span: context.span(node),
  }
}
