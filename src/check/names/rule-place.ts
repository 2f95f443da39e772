import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedItem, CheckedRule } from '../checked/project.ts'
import { ANY } from '../typing/kinds.ts'
import { readOutput, type OutputPath } from './output-row.ts'
import { BROKEN, found as foundOf, UNKNOWN, type Place } from './place.ts'

type Spread = CheckedItem & { kind: 'spread' }

const OBJECT = { kind: 'OBJECT', nullable: true } as const

/** Members of `payload.*`, which only the run knows: with two of them nobody can say which one a name means. */
const openColumns = (rule: CheckedRule): Pick<Place, 'spreads' | 'open'> => {
  const found = rule.items.flatMap((item, index) => (item.kind === 'spread' ? [[item, index] as const] : []))
  const [first, second] = found
  if (first === undefined) return {}
  const read = ([, index]: readonly [Spread, number], span: Span): Checked => ({
    kind: 'upstream',
    index,
    type: OBJECT,
    span,
  })
  return {
    spreads: (span) => found.map((one) => read(one, span)),
    open: (name, span) =>
      second !== undefined || first[0].except.includes(name)
        ? UNKNOWN
        : foundOf({ kind: 'field', target: read(first, span), name, type: ANY, span }),
  }
}

/** The rows of another rule. */
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
    column: (name, span) => {
      const expression = readOutput(items, name, span)
      if (expression === 'none') return UNKNOWN
      return expression === undefined ? BROKEN : foundOf(expression)
    },
    columns: () => [...new Set(items.map((item) => String(item.path[0])))],
    ...openColumns(rule),
  }
}
