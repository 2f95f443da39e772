import type { Checked } from '../checked/expression.ts'
import type { CheckedRule } from '../checked/project.ts'

/** All expressions of a rule, each once. */
export const expressionsOf = (rule: CheckedRule): readonly Checked[] => {
  const found: (Checked | undefined)[] = [rule.where, rule.foreach?.array, rule.foreach?.incase]
  for (const item of rule.items) found.push(item.expression)
  for (const join of rule.joins) found.push(...join.keys)
  for (const target of rule.targets) {
    found.push(target.when, target.value)
    for (const option of target.perRow) found.push(option.expression)
  }
  return found.filter((expression) => expression !== undefined)
}

/** The conditions of a rule: what decides whether a record or row goes on. */
export const conditionsOf = (rule: CheckedRule): readonly Checked[] =>
  [rule.where, rule.foreach?.incase, ...rule.targets.map((target) => target.when)].filter(
    (expression) => expression !== undefined,
  )
