import type { Dialect } from './dialect.ts'
import { positionsStatement } from './positions.ts'
import type { SqlTable } from './target.ts'

type Quote = (name: string) => string

export const quotedTable = (quote: Quote, { schema, table }: SqlTable): string =>
  (schema === undefined ? [table] : [schema, table]).map(quote).join('.')

export const quotedColumns = (quote: Quote, { columns }: SqlTable): string =>
  columns.map((column) => quote(column.name)).join(', ')

/** `ON CONFLICT …` of PostgreSQL and SQLite; empty where the target has no key. */
export const onConflict = (
  quote: Quote,
  target: SqlTable,
  orderOf: Dialect['orderOf'] = (sql) => sql,
): string => {
  const { columns, key, newerBy } = target
  if (key.length === 0) return ''
  const conflict = ` ON CONFLICT (${key.map(quote).join(', ')})`
  const others = columns.map((column) => column.name).filter((name) => !key.includes(name))
  if (others.length === 0) return `${conflict} DO NOTHING`
  const set = others.map((name) => `${quote(name)} = excluded.${quote(name)}`).join(', ')
  return `${conflict} DO UPDATE SET ${set}${newerBy === undefined ? '' : onlyNewer(quote, target, newerBy, orderOf)}`
}

/** In the clause the table goes by its name without the schema. */
const onlyNewer = (
  quote: Quote,
  { columns, table }: SqlTable,
  name: string,
  orderOf: NonNullable<Dialect['orderOf']>,
): string => {
  const type = columns.find((column) => column.name === name)?.type ?? { kind: 'ANY', nullable: true }
  const old = `${quote(table)}.${quote(name)}`
  return ` WHERE ${old} IS NULL OR ${orderOf(`excluded.${quote(name)}`, type)} >= ${orderOf(old, type)}`
}

/** `INSERT INTO … VALUES (?, ?), (?, ?)`, without what makes an upsert of it. */
export const insertValues = (quote: Quote, target: SqlTable, rowCount: number): string => {
  const row = `(${target.columns.map(() => '?').join(', ')})`
  const rows = Array.from({ length: rowCount }, () => row).join(', ')
  return `INSERT INTO ${quotedTable(quote, target)} (${quotedColumns(quote, target)}) VALUES ${rows}`
}

/** The CREATE TABLE that holds what a target writes. */
export const createStatement = (dialect: Dialect, target: SqlTable, hasPositions = false): string => {
  const { quote, tableSuffix } = dialect
  const columns = target.columns.map(({ name, type }) => {
    const isKey = target.key.includes(name)
    return `  ${quote(name)} ${dialect.columnType(type, isKey)}${type.nullable && !isKey ? '' : ' NOT NULL'}`
  })
  const key = target.key.length === 0 ? [] : [`  PRIMARY KEY (${target.key.map(quote).join(', ')})`]
  const own = `CREATE TABLE ${quotedTable(quote, target)} (\n${[...columns, ...key].join(',\n')}\n)${tableSuffix};`
  return hasPositions ? `${own}\n${positionsStatement(dialect, target)}` : own
}
