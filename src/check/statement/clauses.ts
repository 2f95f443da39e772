import type { Expression, RuleStatement } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedTarget } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { expressionKey } from '../expression/expression-key.ts'
import { visit } from '../expression/visit.ts'
import { durationMs } from './duration.ts'
import type { Grouping } from './group.ts'

/** A span of time that must be more than nothing. */
export const positiveMs = (
  context: Context,
  node: Expression | undefined,
  clause: string,
): number | undefined => {
  const ms = durationMs(context, node)
  if (node === undefined || ms !== 0) return ms
  return context.report('bad-literal', node, { message: `${clause} is more than no time` })
}

/** HELD FOR: its span, keys and gap. */
export const checkHeld = (context: Context, { query: { held } }: RuleStatement): void => {
  if (held === undefined) return
  positiveMs(context, held.duration, 'HELD FOR')
  for (const key of held.by) context.check(key)
  positiveMs(context, held.gap, 'GAP')
}

/** DEDUP over the output; a target's WHEN that is no key of it may wait for a row that was dropped. */
export const checkDedup = (
  context: Context,
  { query: { dedup } }: RuleStatement,
  targets: readonly (CheckedTarget | undefined)[],
): void => {
  if (dedup === undefined) return
  positiveMs(context, dedup.within, 'WITHIN')
  const keys = dedup.by.flatMap((key) => context.check(key) ?? [])
  const alias = (index: number): Checked | undefined => context.scope.aliases.expression(index)
  const known = new Set(keys.map((key) => expressionKey(key, alias)))
  for (const when of targets.flatMap((target) => target?.when ?? [])) {
    const free: Checked[] = []
    visit(when, (part) => {
      const isColumn = part.kind === 'alias' || part.kind === 'column' || part.kind === 'payload'
      if (isColumn && !known.has(expressionKey(part, alias)) && !known.has(expressionKey(when, alias)))
        free.push(part)
    })
    const [first] = free
    if (first !== undefined)
      context.report('dedup-hides-when', when, {
        message: `\`${context.text(first)}\` decides about this target, and DEDUP does not look at it`,
        help: `add it to the keys: DEDUP BY …, ${context.text(first)}`,
      })
  }
}

/** EMIT, GRACE, HAVING and ON LATE stand beside a group; without a window a group is given out as it changes. */
export const checkEmit = (
  context: Context,
  { query, onLate }: RuleStatement,
  { window }: Grouping,
  isGrouped: boolean,
): void => {
  const { emit, having } = query
  positiveMs(context, emit?.every, 'EVERY')
  if (!isGrouped) {
    if (emit !== undefined)
      context.report('bad-window', emit, {
        message: 'EMIT says when groups are given out, and this rule has none',
        help: 'leave it out: each record that passes is given out at once',
      })
    if (having !== undefined)
      context.report('bad-window', having, {
        message: 'HAVING filters groups, and this rule has none',
        help: 'write the condition into WHERE',
      })
  } else if (window === undefined && emit?.mode !== 'CHANGES')
    context.report('bad-window', query.groupBy ?? emit ?? query.items[0] ?? query, {
      message: 'a group without a window goes on for ever, so it never has a final row',
      help: 'add a window, as TUMBLE(1 MINUTE), or EMIT CHANGES for the values so far',
    })
  const hasTimer =
    window !== undefined || query.sequence !== undefined || query.joins.some((join) => join.within)
  if (onLate !== undefined && !hasTimer)
    context.report('bad-window', onLate, {
      message: 'ON LATE is about records that come after their window, and there is no window',
    })
}
