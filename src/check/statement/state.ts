import type { RuleStatement } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedItem, CheckedTarget } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { checkCondition } from '../expression/logic.ts'
import { checkBounds } from './bounds.ts'
import { checkDedup, checkEmit, checkHeld } from './clauses.ts'
import type { Grouping } from './group.ts'
import { checkGrouped, hasAggregate, statefulCalls } from './grouped.ts'
import { checkKeyedRows } from './keyed-rows.ts'
import type { Workspace } from './workspace.ts'

interface Parts {
  readonly workspace: Workspace
  readonly statement: RuleStatement
  /** Sees the inputs alone. */
  readonly input: Context
  /** Sees the output. */
  readonly after: Context
  readonly where: Checked | undefined
  readonly grouping: Grouping
  readonly items: readonly CheckedItem[]
  readonly targets: readonly (CheckedTarget | undefined)[]
}

/** The clauses that cannot run yet, as they are written. */
const clauses = ({ query, onLate }: RuleStatement): readonly string[] => {
  const named: readonly (readonly [string, unknown])[] = [
    ['SEQUENCE', query.sequence],
    ['JOIN of two streams', query.joins.some((join) => join.within !== undefined) ? true : undefined],
    ['HELD FOR', query.held],
    ['GROUP BY', query.groupBy],
    ['HAVING', query.having],
    ['DEDUP', query.dedup],
    ['EMIT', query.emit],
    ['STATE TTL', query.stateTtl],
    ['ON LATE', onLate],
  ]
  return named.flatMap(([name, node]) => (node === undefined ? [] : [name]))
}

const ofTargets = (targets: Parts['targets']): readonly Checked[] =>
  targets.flatMap((target) =>
    target === undefined
      ? []
      : [...target.perRow.map((one) => one.expression), target.when ?? [], target.value ?? []].flat(),
  )

/** Checks everything of a rule that needs a state; gives what of it cannot run yet. */
export const checkState = (parts: Parts): readonly string[] => {
  const { workspace, statement, input, after, where, grouping, items, targets } = parts
  const { query } = statement
  const alias = (index: number): Checked | undefined => after.scope.aliases.expression(index)
  const inHaving = after.withScope(after.scope.with({ allows: 'aggregate' }))
  const having = query.having && checkCondition(inHaving, query.having, 'HAVING')
  const expressions = items.map((item) => item.expression)
  const all = having === undefined ? expressions : [...expressions, having]
  const calls = (where === undefined ? all : [where, ...all]).flatMap(statefulCalls)
  // Items are among them, so that an aggregate which is read through a name is found here too.
  const isAggregated = calls.some((call) => call.what === 'aggregate')
  if (isAggregated && where !== undefined && hasAggregate(where, alias))
    after.report('misplaced-aggregate', where, {
      message: 'WHERE decides before there is a group, and this reads an aggregate',
      help: 'HAVING filters groups',
    })
  const isGrouped =
    query.groupBy !== undefined || (isAggregated && all.some((one) => hasAggregate(one, alias)))
  if (isGrouped) checkGrouped(after, grouping, [...all, ...ofTargets(targets)])
  checkHeld(input, statement)
  checkEmit(after, statement, grouping, isGrouped)
  checkDedup(after, statement, targets)
  if (isGrouped) checkKeyedRows(after, statement, grouping, items, targets)
  const isAnalytic = calls.some((call) => call.what === 'analytic')
  const isStrict = workspace.options.lint?.strict === true
  checkBounds(after, statement, { grouping, isGrouped, isAnalytic }, isStrict)
  return [...new Set([...clauses(statement), ...calls.map((call) => `\`${call.name}\``)])]
}
