import type { TableColumn, TableEntry, TableRequest } from '../../catalog/connector.ts'
import type { SnapshotReader, TableInput } from '../../stream/table.ts'
import type { Value } from '../../types/value.ts'
import { errorMessage } from '../error-message.ts'
import type { Dialect, Session, TableColumn as SqlColumn } from './dialect.ts'
import { readSqlValue } from './read-value.ts'
import { quotedTable } from './statements.ts'
import { sqlSinkOptions, tableName, type SqlTable } from './target.ts'

/** How one database is asked for rows. */
export interface SqlReading {
  readonly dialect: Dialect
  /** How a column is selected, so that nothing is lost on its way. */
  select(quoted: string, column: SqlColumn): string
  /** A condition on the key columns for so many keys. */
  where(quoted: readonly string[], columns: readonly SqlColumn[], keyCount: number): string
}

/** A table as the database describes it, matched with what is wanted of it. */
interface Matched {
  readonly sql: string
  readonly quotedKeys: readonly string[]
  readonly keyColumns: readonly SqlColumn[]
}

const computed = ({ columns }: TableRequest): readonly string[] =>
  columns
    .filter((column) => column.source === undefined)
    .map(
      ({ name }) =>
        `column \`${name}\` of a database table is read by its name; FROM payload.name gives it another one`,
    )

/** Reads the declared columns of a table or view. */
class SqlTableReader implements SnapshotReader {
  readonly kind = 'snapshot'
  private readonly reading: SqlReading
  private readonly request: TableRequest
  private readonly connect: () => Promise<Session>
  private readonly target: SqlTable
  private last: Promise<unknown> = Promise.resolve()
  private kept: { readonly session: Session; readonly matched: Matched } | undefined

  constructor(reading: SqlReading, request: TableRequest, connect: () => Promise<Session>) {
    this.reading = reading
    this.request = request
    this.connect = connect
    const { table } = request.options
    const name = typeof table === 'string' ? table : ''
    this.target = { ...(tableName(name) ?? { schema: undefined, table: name }), columns: [], key: [] }
  }

  async *rows(signal: AbortSignal): AsyncIterable<readonly TableInput[]> {
    const session = await this.open()
    const destroy = (): void => {
      session.destroy()
    }
    signal.addEventListener('abort', destroy, { once: true })
    let isComplete = false
    try {
      const { sql } = await this.match(session)
      for await (const rows of session.scan(sql)) yield rows.map((row) => this.input(row))
      isComplete = true
    } catch (error) {
      throw new Error(errorMessage(error))
    } finally {
      signal.removeEventListener('abort', destroy)
      if (isComplete) await session.close().catch(destroy)
      else destroy()
    }
  }

  /** One after the other: a session answers one question at a time. */
  fetch(keys: readonly (readonly Value[])[], signal: AbortSignal): Promise<readonly TableInput[]> {
    const { valueProblem } = this.reading.dialect
    const possible = keys.filter((key) => key.every((value) => valueProblem(value) === undefined))
    const fetching = this.last.then(() => this.fetchNow(possible, signal))
    this.last = fetching.catch(() => undefined)
    return fetching
  }

  private async fetchNow(
    keys: readonly (readonly Value[])[],
    signal: AbortSignal,
  ): Promise<readonly TableInput[]> {
    if (keys.length === 0) return []
    this.kept ??= await this.keep()
    const { session, matched } = this.kept
    const destroy = (): void => {
      session.destroy()
    }
    signal.addEventListener('abort', destroy, { once: true })
    try {
      return await this.fetchFrom(session, matched, keys)
    } catch (error) {
      this.kept = undefined
      destroy()
      throw new Error(errorMessage(error))
    } finally {
      signal.removeEventListener('abort', destroy)
    }
  }

  async close(): Promise<void> {
    const { kept } = this
    this.kept = undefined
    await kept?.session.close().catch(() => {
      kept.session.destroy()
    })
  }

  private async open(): Promise<Session> {
    try {
      return await this.connect()
    } catch (error) {
      throw new Error(errorMessage(error))
    }
  }

  private async keep(): Promise<{ readonly session: Session; readonly matched: Matched }> {
    const session = await this.open()
    try {
      return { session, matched: await this.match(session) }
    } catch (error) {
      session.destroy()
      throw error
    }
  }

  /** A key that the database cannot read as its column's type is the key of no row. */
  private async fetchFrom(
    session: Session,
    matched: Matched,
    keys: readonly (readonly Value[])[],
  ): Promise<readonly TableInput[]> {
    const { dialect, where } = this.reading
    const { sql, keyColumns, quotedKeys } = matched
    const types = this.request.primaryKey.map((at) => this.request.columns[at]?.type)
    const bound = keys.map((key) =>
      keyColumns.map((column, k) => {
        const type = types[k]
        return type === undefined ? null : dialect.bind(key[k], type, column)
      }),
    )
    try {
      const text = `${sql} WHERE ${where(quotedKeys, keyColumns, keys.length)}`
      const rows = await session.select(text, dialect.arrange(bound))
      return rows.map((row) => this.input(row))
    } catch (error) {
      if (dialect.verdict(error) !== 'refused') throw error
      if (keys.length === 1) return []
      const half = keys.length >> 1
      return [
        ...(await this.fetchFrom(session, matched, keys.slice(0, half))),
        ...(await this.fetchFrom(session, matched, keys.slice(half))),
      ]
    }
  }

  private async match(session: Session): Promise<Matched> {
    const { quote } = this.reading.dialect
    const { schema, table } = this.target
    const shape = await session.describe(schema, table)
    const name = schema === undefined ? table : `${schema}.${table}`
    if (shape === undefined) throw new Error(`there is no table ${name}`)
    const columns = this.request.columns.map(({ source = '' }) => {
      const found = shape.columns.find((column) => column.name === source)
      if (found === undefined)
        throw new Error(
          `table ${name} has no column ${source}; it has ${shape.columns.map((column) => column.name).join(', ')}`,
        )
      return found
    })
    const quoted = columns.map((column) => quote(column.name))
    const selected = columns.map((column, k) => this.reading.select(quoted[k] ?? '', column))
    const keys = this.request.primaryKey.flatMap((at) => {
      const column = columns[at]
      return column === undefined ? [] : [column]
    })
    return {
      sql: `SELECT ${selected.join(', ')} FROM ${quotedTable(quote, this.target)}`,
      quotedKeys: keys.map((column) => quote(column.name)),
      keyColumns: keys,
    }
  }

  private input(row: readonly unknown[]): TableInput {
    const value = Object.create(null) as Record<string, Value>
    this.request.columns.forEach((column: TableColumn, k) => {
      value[column.source ?? column.name] = readSqlValue(row[k], column)
    })
    return { value }
  }
}

/** Tables of a database whose sessions are opened like this. */
export const sqlTableEntry = (
  reading: SqlReading,
  open: (connection: Readonly<Record<string, unknown>>) => Promise<Session>,
): TableEntry => ({
  options: sqlSinkOptions
    .filter((option) => option.name === 'table')
    .map((option) => ({ ...option, prose: 'Table or view, with its schema where it needs one.' })),
  check: computed,
  create: (connection, request) => new SqlTableReader(reading, request, () => open(connection)),
})

/** `(a, b) IN ((?, ?), (?, ?))` */
export const inList = (quoted: readonly string[], _: readonly SqlColumn[], keyCount: number): string => {
  const one = `(${quoted.map(() => '?').join(', ')})`
  const left = quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(', ')})`
  const values = Array.from({ length: keyCount }, () => (quoted.length === 1 ? '?' : one))
  const list = quoted.length === 1 ? values.join(', ') : `VALUES ${values.join(', ')}`
  return `${left} IN (${list})`
}
