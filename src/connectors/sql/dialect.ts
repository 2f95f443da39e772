import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { SqlTable } from './target.ts'

/** What an error of the server means for the rows that were being written. */
export type SqlVerdict = 'refused' | 'retry' | 'reconnect' | 'fatal'

/** What a column of a table holds, as far as it matters for writing to it. */
export type ColumnFamily =
  'boolean' | 'integer' | 'number' | 'text' | 'bytes' | 'time' | 'json' | 'array' | 'other'

/** A column of a table as the database describes it. */
export interface TableColumn {
  readonly name: string
  /** The type in the database's words, for messages and casts. */
  readonly type: string
  readonly family: ColumnFamily
  /** NOT NULL and nobody fills it but us. */
  readonly required: boolean
  /** The database computes it; nobody may write it. */
  readonly generated: boolean
  /** What may get lost on the way into this column, in words that follow its name. */
  readonly caution?: string
  /** Digits behind the point that it keeps; undefined where there is no such limit. */
  readonly scale?: number
}

export interface TableShape {
  readonly columns: readonly TableColumn[]
  /** Sets of columns of which no two rows may be equal. */
  readonly uniqueKeys: readonly (readonly string[])[]
  /** undefined where a failed transaction leaves nothing behind. */
  readonly caution?: string
}

export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
  /** So many rows must be changed by it, or the transaction is rolled back with `PositionMoved`. */
  readonly mustChange?: number
}

/** How one database writes SQL. Names are quoted, values are bound. */
export interface Dialect {
  readonly name: string
  readonly quote: (name: string) => string
  /** Placeholders are `$1`, `$2`, …; a question mark elsewhere. */
  readonly numbered?: boolean
  /** Rows in one statement at the most, for so many columns. */
  rowsMax(columnCount: number): number
  /** An INSERT of so many rows, as an upsert where the target has a key. */
  insert(target: SqlTable, columns: readonly TableColumn[], rowCount: number): string
  /** The values of rows (`rows[r][c]`, as `bind` gives them) in the order of the placeholders. */
  arrange(rows: readonly (readonly unknown[])[]): readonly unknown[]
  /** A value in the form that the client binds exactly. */
  bind(value: Value, type: Type, column: TableColumn): unknown
  /** Why a value can never be written, in words that follow the column's name. */
  valueProblem(value: Value): string | undefined
  /** What a column's values are compared by, where that is not the column itself. */
  orderOf?(sql: string, type: Type): string
  columnType(type: Type, isKey: boolean): string
  /** What follows a CREATE TABLE. */
  readonly tableSuffix: string
  verdict(error: unknown): SqlVerdict
}

/** An open connection to a database. */
export interface Session {
  /** undefined where there is no such table. */
  describe(schema: string | undefined, table: string): Promise<TableShape | undefined>
  /** All statements or none. Rejects with a `TransactionError` where the server or the connection fails. */
  transaction(statements: readonly Statement[]): Promise<void>
  /** All rows of a SELECT, as of one moment, in the order of its columns; a caller that stops early destroys. */
  scan(sql: string): AsyncIterable<readonly (readonly unknown[])[]>
  /** The rows of a SELECT that is known to give few. */
  select(sql: string, values: readonly unknown[]): Promise<readonly (readonly unknown[])[]>
  /** Leaves in order. */
  close(): Promise<void>
  /** Drops the connection at once; what is under way rejects. */
  destroy(): void
  /** Bytes that one statement may have; undefined where the server has no limit that matters. */
  readonly statementBytesMax?: number
}
