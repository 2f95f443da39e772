import type { Expression, Query, RuleStatement } from '../../syntax/ast/index.ts'
import type { Context } from '../expression/context.ts'
import { checkCondition } from '../expression/logic.ts'
import type { Place } from '../names/place.ts'
import { brokenPlace } from '../names/stream-place.ts'
import { durationMs } from './duration.ts'

const made: Readonly<Record<string, readonly string[]>> = {
  group: ['window_start', 'window_end'],
  held: ['held_since'],
  sequence: ['sequence_start', 'sequence_end'],
}

/** Columns that a clause makes which cannot run yet: they are names, and nothing more is said of them. */
export const laterColumns = (query: Query): readonly Place[] => {
  const names = [
    ...(query.groupBy === undefined ? [] : (made['group'] ?? [])),
    ...(query.held === undefined ? [] : (made['held'] ?? [])),
    ...(query.sequence === undefined ? [] : (made['sequence'] ?? [])),
  ]
  if (names.length === 0) return []
  const place = brokenPlace([])
  return [
    {
      ...place,
      column: (name, span) => (names.includes(name) ? place.column(name, span) : { kind: 'unknown' }),
    },
  ]
}

const later = (
  context: Context,
  node: { readonly span: Expression['span'] } | undefined,
  what: string,
): void => {
  if (node !== undefined) context.report('not-yet', node, { message: `${what} cannot run yet` })
}

const isWindow = (context: Context, node: Expression): boolean =>
  node.kind === 'call' && context.catalog.window(node.name.text) !== undefined

const checkGroup = (input: Context, query: Query): void => {
  const { groupBy } = query
  if (groupBy === undefined) return
  later(input, groupBy, 'GROUP BY')
  for (const key of groupBy.keys) if (!isWindow(input, key)) input.check(key)
  durationMs(input, groupBy.grace)
}

const checkHeld = (input: Context, query: Query): void => {
  const { held } = query
  if (held === undefined) return
  later(input, held, 'HELD FOR')
  durationMs(input, held.duration)
  for (const key of held.by) input.check(key)
  durationMs(input, held.gap)
}

const checkDedup = (output: Context, query: Query): void => {
  const { dedup } = query
  if (dedup === undefined) return
  later(output, dedup, 'DEDUP')
  for (const key of dedup.by) output.check(key)
  durationMs(output, dedup.within)
}

/** Clauses that a later version runs: what is inside is checked all the same, where it is cheap. */
export const checkLater = (input: Context, output: Context, statement: RuleStatement): void => {
  const { query } = statement
  checkGroup(input, query)
  checkHeld(input, query)
  if (query.having !== undefined) {
    later(output, query.having, 'HAVING')
    checkCondition(output, query.having, 'HAVING')
  }
  checkDedup(output, query)
  later(output, query.emit, 'EMIT')
  durationMs(output, query.emit?.every)
  later(output, query.stateTtl, 'STATE TTL')
  durationMs(output, query.stateTtl)
  later(output, statement.onLate, 'ON LATE')
}
