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

/** A short digest of a text (FNV-1a), to tell lanes of one table apart. */
const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193)
  return (hash >>> 0).toString(16)
}

/** Targets with the same table, columns and key share a lane. */
export const sqlLane = (target: TargetShape): string => {
  const { schema, table, columns, key } = sqlTable(target)
  const shape = JSON.stringify([columns.map((column) => [column.name, column.type.kind]), key])
  return `${schema === undefined ? '' : `${schema}.`}${table}#${digest(shape)}`
}
