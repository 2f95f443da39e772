import type { RuleStatement } from '../../syntax/ast/index.ts'
import type { Context } from '../expression/context.ts'
import { positiveMs } from './clauses.ts'
import type { Grouping } from './group.ts'

interface Stateful {
  readonly grouping: Grouping
  readonly isGrouped: boolean
  readonly isAnalytic: boolean
}

/** What keeps something for each key without an end of its own. */
const unbounded = (
  { query }: RuleStatement,
  { grouping, isGrouped, isAnalytic }: Stateful,
): string | undefined => {
  if (isGrouped && grouping.window === undefined)
    return query.emit?.mode === 'CHANGES' ? 'each group' : undefined
  if (isAnalytic) return 'each key of OVER (PARTITION BY …)'
  return query.held !== undefined && query.held.gap === undefined ? 'each key of HELD FOR' : undefined
}

/** All keyed state is bounded: by a window, by WITHIN, or by STATE TTL. */
export const checkBounds = (
  context: Context,
  statement: RuleStatement,
  stateful: Stateful,
  isStrict: boolean,
): void => {
  const { query } = statement
  const ttl = positiveMs(context, query.stateTtl, 'STATE TTL')
  const kept = unbounded(statement, stateful)
  if (kept === undefined || query.stateTtl !== undefined || ttl !== undefined) return
  context.report('unbounded-state', query.groupBy ?? query.held ?? statement.name, {
    severity: isStrict ? 'error' : 'warning',
    message: `the state of ${kept} is kept for ever`,
    help: 'say when a key that is silent may be forgotten: STATE TTL 7 DAYS',
  })
}
