import type { Checked } from '../checked/expression.ts'
import type { CheckedRule } from '../checked/project.ts'

/** All expressions of a rule, each once. */
export const expressionsOf = (rule: CheckedRule): readonly Checked[] =>
  [
    rule.where,
    rule.foreach?.array,
    rule.foreach?.incase,
    ...rule.items.map((item) => item.expression),
    ...rule.joins.flatMap((join) => join.keys),
    ...rule.targets.flatMap((target) => [
      target.when,
      target.value,
      ...target.perRow.map((option) => option.expression),
    ]),
  ].filter((expression) => expression !== undefined)

/** The conditions of a rule: what decides whether a record or row goes on. */
export const conditionsOf = (rule: CheckedRule): readonly Checked[] =>
  [rule.where, rule.foreach?.incase, ...rule.targets.map((target) => target.when)].filter(
    (expression) => expression !== undefined,
  )
