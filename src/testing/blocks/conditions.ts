import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedRule } from '../../check/checked/project.ts'
import { treeText, type JsonTree } from './json-tree.ts'
import type { Answer, Probes } from './probes.ts'
import { readsOf } from './reads.ts'
import type { Condition, Story } from './test-result.ts'

/** Why a record did not get on, without the record. */
export type Stopped = Pick<Story, 'message' | 'conditions'>

/** Rows of one record that are told of, where a FOREACH makes many. */
const ROWS_SHOWN_MAX = 3

const conjunctsOf = (condition: Checked): readonly Checked[] =>
  condition.kind === 'logical' && condition.operator === 'AND'
    ? condition.operands.flatMap(conjunctsOf)
    : [condition]

/** JSON of a value as the language writes it. */
export const shown = (tree: JsonTree | undefined): string => {
  if (tree === undefined || (tree.kind === 'scalar' && tree.text === 'null')) return 'NULL'
  if (tree.kind === 'scalar' && tree.text.startsWith('"'))
    return `'${(JSON.parse(tree.text) as string).replaceAll("'", "''")}'`
  return treeText(tree)
}

export const textOf = (rule: CheckedRule, expression: Checked): string =>
  rule.document.text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ')

/** What an item computes, where a condition is its name alone. */
const behindName = (rule: CheckedRule, condition: Checked): Checked => {
  const item = condition.kind === 'alias' ? rule.items[condition.index] : undefined
  return item?.expression ?? condition
}

const conditionText = (rule: CheckedRule, condition: Checked): string => {
  const behind = behindName(rule, condition)
  return behind === condition
    ? textOf(rule, condition)
    : `${textOf(rule, condition)} (${textOf(rule, behind)})`
}

const isText = (tree: JsonTree | undefined, text: string): boolean =>
  tree?.kind === 'scalar' && tree.text === text

/** What the rows of a rule are called before its conditions are known. */
type RowWord = 'row' | 'element'

/** A part of a condition with what it reads. */
interface Part {
  readonly expression: Checked
  readonly reads: readonly Checked[]
}

const conditionOf = (
  rule: CheckedRule,
  { expression, reads }: Part,
  { failure, rows }: Answer,
  row: number,
  what: RowWord,
): Condition | undefined => {
  const [result, ...values] = rows[row] ?? []
  if (failure === undefined && (rows.length === 0 || isText(result, 'true'))) return undefined
  return {
    text: conditionText(rule, expression),
    result: failure !== undefined ? 'failed' : isText(result, 'false') ? 'FALSE' : 'NULL',
    message: failure && `${failure.slug}: ${failure.message}`,
    of: rows.length > 1 ? `${what} ${String(row + 1)}` : undefined,
    values: reads.flatMap((read, r) =>
      values[r] === undefined ? [] : [{ text: textOf(rule, read), value: shown(values[r]) }],
    ),
  }
}

/**
 * The parts of a condition that were not TRUE, for each row that the rule would make of the record; empty where some
 * row has none.
 */
export const failedParts = (
  probes: Probes,
  before: readonly CheckedRule[],
  rule: CheckedRule,
  condition: Checked,
  what: RowWord = 'row',
): readonly Condition[] => {
  const parts = conjunctsOf(condition).map((expression): Part => ({
    expression,
    reads: readsOf(rule, behindName(rule, expression)),
  }))
  const answers = probes.answers(
    before,
    parts.map(({ expression, reads }) => ({ rule, expression, others: reads })),
  )
  const count = Math.max(1, ...answers.map(({ rows }) => rows.length))
  const byRow = Array.from({ length: count }, (_, row) =>
    parts.flatMap((part, k) => {
      const answer = answers[k]
      return (answer && conditionOf(rule, part, answer, row, what)) ?? []
    }),
  )
  return byRow.some((row) => row.length === 0) ? [] : byRow.slice(0, ROWS_SHOWN_MAX).flat()
}

/** FALSE where a part is FALSE, else NULL: that of AND. */
export const worst = (conditions: readonly Condition[]): string =>
  conditions.some((one) => one.result === 'FALSE') ? 'FALSE' : 'NULL'
