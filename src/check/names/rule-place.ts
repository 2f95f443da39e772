import type { CheckedRule } from '../checked/project.ts'
import { readOutput, type OutputPath } from './output-row.ts'
import { BROKEN, found, UNKNOWN, type Place } from './place.ts'

/** The rows of another rule. Columns that only its run knows (`payload.*`) cannot be named. */
export const rulePlace = (rule: CheckedRule, names: readonly string[]): Place => {
  const items = rule.items.flatMap((item, index): OutputPath[] =>
    item.kind === 'value'
      ? [
          {
            path: item.path,
            read: (span) => ({ kind: 'upstream', index, type: item.expression.type, span }),
          },
        ]
      : [],
  )
  return {
    names,
    called: `rule \`${rule.name}\``,
    untyped: false,
    hasUnknown: rule.items.some((item) => item.kind === 'spread'),
    column: (name, span) => {
      const expression = readOutput(items, name, span)
      if (expression === 'none') return UNKNOWN
      return expression === undefined ? BROKEN : found(expression)
    },
    columns: () => [...new Set(items.map((item) => String(item.path[0])))],
  }
}
