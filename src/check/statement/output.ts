import type { Expression } from '../../syntax/ast/index.ts'
import type { OutputColumn } from '../../stream/output.ts'
import type { CheckedItem } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { show } from '../typing/show.ts'
import { columnNames } from './option.ts'

/** The columns of the output as far as they are known before the rule runs. */
export interface Output {
  readonly items: readonly CheckedItem[]
  /** False where an item is broken or only the run knows all columns. */
  readonly isComplete: boolean
  /** A record that failed in place of a row: one JSON object, whose members no rule names. */
  readonly isFailure?: true
}

/** Output columns by name and type; one that AS puts together from several items is an OBJECT or ARRAY. */
export const outputColumns = ({ items }: Output): readonly OutputColumn[] => {
  const columns = new Map<string, OutputColumn>()
  for (const item of items) {
    if (item.kind !== 'value') continue
    const [, second] = item.path
    const nested = { kind: typeof second === 'number' ? 'ARRAY' : 'OBJECT', nullable: false } as const
    columns.set(item.name, { name: item.name, type: second === undefined ? item.expression.type : nested })
  }
  return [...columns.values()]
}

/** The names of a column list, each an output column that is never NULL; undefined with a finding. */
export const outputColumnNames = (
  context: Context,
  option: string,
  node: Expression,
  output: Output,
): readonly string[] | undefined => {
  const names = columnNames(node)
  if (names === undefined)
    return context.report('key-not-output', node, {
      message: `option \`${option}\` names output columns, and \`${context.text(node)}\` is no name`,
      help: `write ${option} = column or ${option} = [a, b]`,
    })
  const values = output.items.filter((item) => item.kind === 'value')
  let isBroken = false
  for (const name of names) {
    const item = values.find((one) => one.path[0] === name.text)
    if (item === undefined && output.isComplete) {
      isBroken = true
      context.report('key-not-output', name, {
        message: `the rule gives no column \`${name.text}\``,
        ...context.suggest(name, [...new Set(values.map((one) => String(one.path[0])))]),
      })
    }
    const type = item?.expression.type
    if (option === 'key' && type?.nullable === true && type.kind !== 'ANY') {
      isBroken = true
      context.report('nullable-key', name, {
        message: `\`${name.text}\` is the key and may be NULL (${show(type)})`,
        help: `add AND ${name.text} IS NOT NULL to WHERE, or declare the column NOT NULL`,
      })
    }
  }
  return isBroken ? undefined : names.map((name) => name.text)
}
