import type { OptionSpec } from '../../catalog/connector.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { SqlTable } from './dialect.ts'
import { tableName } from './statements.ts'

/** Options of every SQL sink. */
export const sqlSinkOptions: readonly OptionSpec[] = [
  {
    name: 'table',
    prose: 'Table, with its schema where it needs one.',
    per: 'constant',
    kinds: ['STRING'],
    required: true,
    check: (value) =>
      typeof value === 'string' && tableName(value) !== undefined
        ? undefined
        : 'expected table or schema.table',
  },
  {
    name: 'key',
    prose: 'Column or columns by which rows are upserted; rows are inserted without it.',
    per: 'columns',
    kinds: ['STRING'],
  },
]

/** The table of a target. */
export const sqlTable = (target: TargetShape): SqlTable => {
  const { table, key } = target.constants
  const name = tableName(String(table)) ?? { schema: undefined, table: String(table) }
  const keys = key == null ? [] : Array.isArray(key) ? (key as readonly unknown[]).map(String) : [String(key)]
  return { ...name, columns: target.columns, key: keys }
}

/** Targets with the same table, columns and key share a lane. */
export const sqlLane = (target: TargetShape): string => {
  const { schema, table, columns, key } = sqlTable(target)
  return JSON.stringify([schema ?? '', table, columns.map((column) => [column.name, column.type.kind]), key])
}
