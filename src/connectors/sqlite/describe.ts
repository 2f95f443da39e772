import type { ColumnFamily, TableColumn, TableShape } from '../sql/dialect.ts'

/** Rows of a query that takes a table and its schema. */
export type Ask = (sql: string, ...values: readonly string[]) => readonly unknown[]

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly required: number
  readonly fallback: string | null
  readonly key: number
  readonly hidden: number
}

const COLUMNS = `
  SELECT name, type, "notnull" AS required, dflt_value AS fallback, pk AS key, hidden
  FROM pragma_table_xinfo(?, ?)`

const UNIQUE_KEYS = `
  SELECT i.name AS name, c.name AS "column" FROM pragma_index_list(?, ?) AS i, pragma_index_info(i.name) AS c
  WHERE i."unique" = 1 AND i.partial = 0`

/** By the rules of type affinity (https://sqlite.org/datatype3.html), with a look at what the name promises. */
const familyOf = (type: string): ColumnFamily => {
  if (/^jsonb?$/i.test(type)) return 'json'
  if (/int/i.test(type)) return 'integer'
  if (/char|clob|text/i.test(type)) return 'text'
  if (/blob/i.test(type)) return 'bytes'
  if (/date|time/i.test(type)) return 'time'
  return type === '' || /any/i.test(type) ? 'other' : 'number'
}

/** A hidden column of kind 2 or 3 is generated. */
const columnOf = ({ name, type, required, fallback, key, hidden }: ColumnRow): TableColumn => ({
  name,
  type: type === '' ? 'without a type' : type,
  // SQLite keeps any value in any column, so a text column takes bytes and times as they are bound.
  family: familyOf(type),
  required: required === 1 && fallback === null && !(key === 1 && /^integer$/i.test(type)),
  generated: hidden >= 2,
})

/** What the file says about a table; undefined where there is none. */
export const describeTable = (
  ask: Ask,
  schema: string | undefined,
  table: string,
): TableShape | undefined => {
  const columns = ask(COLUMNS, table, schema ?? 'main') as readonly ColumnRow[]
  if (columns.length === 0) return undefined
  const keys = new Map<string, string[]>()
  const parts = ask(UNIQUE_KEYS, table, schema ?? 'main') as readonly { name: string; column: string }[]
  for (const { name, column } of parts) keys.set(name, [...(keys.get(name) ?? []), column])
  const primary = columns.filter((column) => column.key > 0).map((column) => column.name)
  return {
    columns: columns.map(columnOf),
    uniqueKeys: primary.length === 0 ? [...keys.values()] : [primary, ...keys.values()],
  }
}
