import type { RuleStatement } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedItem, CheckedTarget } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { expressionKey } from '../expression/expression-key.ts'
import { ANY } from '../typing/kinds.ts'
import type { Grouping } from './group.ts'

type Alias = (index: number) => Checked | undefined

/** The key of `window_start` as an expression. */
const START = expressionKey(
  {
    kind: 'stateful',
    what: 'column',
    name: 'window_start',
    operands: [],
    type: ANY,
    span: { start: 0, end: 0 },
  },
  () => undefined,
)

/** What a target's `key` holds, as expressions over the row; undefined where it has none. */
const keyOf = (target: CheckedTarget, items: readonly CheckedItem[]): readonly Checked[] | undefined => {
  const row = target.perRow.find((one) => one.name === 'key')?.expression
  if (row !== undefined) return row.kind === 'array' ? row.elements : [row]
  const names = target.constants['key']
  const columns = Array.isArray(names)
    ? (names as readonly unknown[])
    : names === undefined
      ? undefined
      : [names]
  return columns?.flatMap((name) => {
    const item = items.find((one) => one.kind === 'value' && one.name === name)
    return item?.expression ?? []
  })
}

/** The names under which the row key stands in the output; '…' for one that is not there. */
const wanted = (keys: readonly string[], items: readonly CheckedItem[], alias: Alias): string => {
  const names = keys.map(
    (key) =>
      items.flatMap((item) =>
        item.kind === 'value' && expressionKey(item.expression, alias) === key ? [item.name] : [],
      )[0] ?? (key === START ? 'window_start' : '…'),
  )
  return names.length === 1 ? `key = ${names[0] ?? '…'}` : `key = [${names.join(', ')}]`
}

/** Rows of EMIT CHANGES go to a target by the key of their group, or are said to be added each time. */
export const checkKeyedRows = (
  context: Context,
  statement: RuleStatement,
  { keys, window }: Grouping,
  items: readonly CheckedItem[],
  targets: readonly (CheckedTarget | undefined)[],
): void => {
  if (statement.query.emit?.mode !== 'CHANGES') return
  const alias: Alias = (index) => context.scope.aliases.expression(index)
  const start = window === undefined ? [] : [START]
  const rowKey = [...new Set([...keys.map((key) => expressionKey(key, alias)), ...start])]
  targets.forEach((target, index) => {
    const node = statement.targets[index]
    if (target === undefined || node === undefined || target.isAppended === true) return
    const given = keyOf(target, items)?.map((key) => expressionKey(key, alias))
    const isSame = given !== undefined && rowKey.every((key) => given.includes(key))
    if (isSame && given.length === rowKey.length) return
    context.report('keyed-rows', node.endpoint.name, {
      message:
        given === undefined
          ? `rows of EMIT CHANGES are given again as they change, and \`${target.connection}\` is not told their key`
          : `the key of \`${target.connection}\` is not that of the group`,
      help: `write ${wanted(rowKey, items, alias)}, or changes = 'append' if every change is to be a row of its own`,
    })
  })
}
