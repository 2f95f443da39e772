import type { CheckedRule, CheckedStream, CheckedTable } from '../checked/project.ts'

/** The rules from the one that reads a stream down to this one. */
export const chainOf = (rule: CheckedRule): readonly CheckedRule[] =>
  rule.from.kind === 'stream' ? [rule] : [...chainOf(rule.from.rule), rule]

/** The streams whose records reach a rule. */
export const streamsOf = (rule: CheckedRule): readonly CheckedStream[] =>
  chainOf(rule).flatMap((one) => (one.from.kind === 'stream' ? [one.from.stream] : []))

/** The tables that a rule or one that it reads looks up. */
export const tablesOf = (rule: CheckedRule): readonly CheckedTable[] => [
  ...new Set(chainOf(rule).flatMap((one) => one.joins.map((join) => join.table))),
]
