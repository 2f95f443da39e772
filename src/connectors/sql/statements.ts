import type { Dialect, SqlTable } from './dialect.ts'

const NAME = /^[^\u0000-\u001f]{1,128}$/

/** `schema.table` or `table`; undefined where it is no name. */
export const tableName = (text: string): Pick<SqlTable, 'schema' | 'table'> | undefined => {
  const parts = text.split('.')
  if (parts.length > 2 || !parts.every((part) => NAME.test(part))) return undefined
  const [first = '', second] = parts
  return second === undefined ? { schema: undefined, table: first } : { schema: first, table: second }
}

const quotedTable = (dialect: Dialect, { schema, table }: SqlTable): string =>
  (schema === undefined ? [table] : [schema, table]).map((part) => dialect.quote(part)).join('.')

/** INSERT of so many rows, as an upsert where the target has a key. */
export const insertStatement = (dialect: Dialect, target: SqlTable, rowCount: number): string => {
  const names = target.columns.map((column) => column.name)
  let k = 0
  const rows = Array.from(
    { length: rowCount },
    () => `(${names.map(() => dialect.placeholder(++k)).join(', ')})`,
  )
  const others = names.filter((name) => !target.key.includes(name))
  const upsert = target.key.length === 0 ? '' : ` ${dialect.upsert(target.key, others)}`
  const columns = names.map((name) => dialect.quote(name)).join(', ')
  return `INSERT INTO ${quotedTable(dialect, target)} (${columns}) VALUES ${rows.join(', ')}${upsert}`
}

/** The CREATE TABLE that holds what a target writes. */
export const createStatement = (dialect: Dialect, target: SqlTable): string => {
  const columns = target.columns.map(({ name, type }) => {
    const isKey = target.key.includes(name)
    return `  ${dialect.quote(name)} ${dialect.columnType(type, isKey)}${type.nullable && !isKey ? '' : ' NOT NULL'}`
  })
  const key =
    target.key.length === 0
      ? []
      : [`  PRIMARY KEY (${target.key.map((name) => dialect.quote(name)).join(', ')})`]
  return `CREATE TABLE ${quotedTable(dialect, target)} (\n${[...columns, ...key].join(',\n')}\n);`
}
