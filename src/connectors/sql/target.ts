import { EFFECTIVELY_ONCE, positionsOf } from '../positions-of.ts'
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
  /** The last of the columns, where output ids go; undefined where they are not wanted. */
  readonly idColumn?: string | undefined
  /** An upsert changes a row only where this column is not less than before. */
  readonly newerBy?: string | undefined
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
  {
    name: 'newer_by',
    prose:
      'Column that says which of two rows of a key is newer: an upsert never replaces a row by one that is older.',
    per: 'columns',
    kinds: ['STRING'],
  },
  {
    name: 'id_column',
    prose:
      'Column of the table that the output id goes to, a text. Without a key rows are upserted by it, so that a repeat with the same id changes nothing.',
    per: 'constant',
    kinds: ['STRING'],
    check: (value) =>
      typeof value === 'string' && NAME.test(value) ? undefined : 'expected the name of a column',
  },
  {
    name: 'guarantee',
    prose:
      "`'effectively once'`: how far the rows of a stream (Kafka, or MQTT with QoS 2) are written stands in the table `sluice_positions`, and moves in the transaction of the rows, so that what comes again writes nothing.",
    per: 'constant',
    kinds: ['STRING'],
    values: [EFFECTIVELY_ONCE],
  },
]

const text = (value: Value): string => (typeof value === 'string' ? value : '')

const keyOf = (key: Value): readonly string[] => {
  if (key == null) return []
  return Array.isArray(key) ? (key as readonly Value[]).map(text) : [text(key)]
}

const ID_TYPE = { kind: 'STRING', nullable: false } as const

/** Types whose values have an order that databases share. */
const ordered: ReadonlySet<string> = new Set(['TIMESTAMP', 'INTEGER', 'DOUBLE', 'DECIMAL', 'ANY'])

/** The table of a target. */
export const sqlTable = ({ columns, constants }: TargetShape): SqlTable => {
  const table = text(constants['table'])
  const key = keyOf(constants['key'])
  const [newerBy] = keyOf(constants['newer_by'])
  const { id_column: id } = constants
  const idColumn = typeof id === 'string' ? id : undefined
  return {
    ...(tableName(table) ?? { schema: undefined, table }),
    columns: idColumn === undefined ? columns : [...columns, { name: idColumn, type: ID_TYPE }],
    key: key.length === 0 && idColumn !== undefined ? [idColumn] : key,
    idColumn,
    newerBy,
  }
}

/** What stands against writing these columns, before any server is asked. */
export const columnProblems = (
  columns: readonly OutputColumn[],
  constants: Readonly<Record<string, Value>>,
): readonly string[] => {
  if (columns.length === 0)
    return ['the columns must be known before the rule runs: name them in SELECT instead of *']
  const names = new Set(columns.map((column) => column.name))
  const { id_column: id } = constants
  const unknown = keyOf(constants['key'])
    .filter((name) => !names.has(name))
    .map((name) => `the key ${name} is not a column of the output`)
  const twice =
    typeof id === 'string' && names.has(id) ? [`${id} is a column of the output and of the output id`] : []
  return [...unknown, ...twice, ...newerByProblems(columns, constants)]
}

const newerByProblems = (
  columns: readonly OutputColumn[],
  constants: Readonly<Record<string, Value>>,
): readonly string[] => {
  const given = keyOf(constants['newer_by'])
  const [name] = given
  if (name === undefined) return []
  const key = keyOf(constants['key'])
  const type = columns.find((column) => column.name === name)?.type
  if (given.length > 1) return ['newer_by is one column']
  if (key.length === 0) return ['newer_by needs a key: without one no row is replaced']
  if (key.includes(name)) return [`newer_by ${name} is a part of the key, so it never differs`]
  if (type === undefined) return [`newer_by ${name} is not a column of the output`]
  if (!ordered.has(type.kind)) return [`newer_by ${name} is ${type.kind}; it takes a TIMESTAMP or a number`]
  if (type.nullable && type.kind !== 'ANY')
    return [`newer_by ${name} may be NULL, and NULL is neither newer nor older; use coalesce`]
  return []
}

/** A short digest of a text (FNV-1a), to tell lanes of one table apart. */
const digest = (text: string): string => {
  let hash = 0x811c9dc5
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193)
  return (hash >>> 0).toString(16)
}

/** Targets with the same table, columns and key share a lane. */
export const sqlLane = (target: TargetShape): string => {
  const { schema, table, columns, key, idColumn, newerBy } = sqlTable(target)
  const more = idColumn === undefined && newerBy === undefined ? [] : [idColumn ?? '', newerBy ?? '']
  const shape = JSON.stringify([columns.map((column) => [column.name, column.type.kind]), key, ...more])
  const positions = positionsOf(target)
  const own = positions === undefined ? '' : ` ${positions}`
  return `${schema === undefined ? '' : `${schema}.`}${table}#${digest(shape)}${own}`
}
