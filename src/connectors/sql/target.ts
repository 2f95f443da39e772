import type { OptionSpec } from '../../catalog/connector.ts'
import type { OutputColumn, TargetShape } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'

/** What a SQL target says about its table. */
export interface SqlTable {
  readonly schema: string | undefined
  readonly table: string
  readonly columns: readonly OutputColumn[]
  /** Columns of the upsert key; empty for plain inserts. */
  readonly key: readonly string[]
}

const NAME = /^[^\u0000-\u001f]{1,128}$/

/** `schema.table` or `table`; undefined where it is no name. */
export const tableName = (text: string): Pick<SqlTable, 'schema' | 'table'> | undefined => {
  const parts = text.split('.')
  if (parts.length > 2 || !parts.every((part) => NAME.test(part))) return undefined
  const [first = '', second] = parts
  return second === undefined ? { schema: undefined, table: first } : { schema: first, table: second }
}

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

const text = (value: Value): string => (typeof value === 'string' ? value : '')

const keyOf = (key: Value): readonly string[] => {
  if (key == null) return []
  return Array.isArray(key) ? (key as readonly Value[]).map(text) : [text(key)]
}

/** The table of a target. */
export const sqlTable = ({ columns, constants }: TargetShape): SqlTable => {
  const table = text(constants['table'])
  return { ...(tableName(table) ?? { schema: undefined, table }), columns, key: keyOf(constants['key']) }
}

/** What stands against writing these columns, before any server is asked. */
export const columnProblems = (
  columns: readonly OutputColumn[],
  constants: Readonly<Record<string, Value>>,
): readonly string[] => {
  if (columns.length === 0)
    return ['the columns must be known before the rule runs: name them in SELECT instead of *']
  const names = new Set(columns.map((column) => column.name))
  return keyOf(constants['key'])
    .filter((name) => !names.has(name))
    .map((name) => `the key ${name} is not a column of the output`)
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
