import type { OutputColumn } from '../../stream/output.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** What an error of the server means for the rows that were being written. */
export type SqlVerdict = 'refused' | 'retry' | 'reconnect' | 'fatal'

/** How one database writes SQL. Names are quoted, values are bound. */
export interface Dialect {
  readonly name: string
  quote(name: string): string
  /** The placeholder of value k (from 1). */
  placeholder(k: number): string
  /** Values in one statement at the most. */
  readonly parametersMax: number
  /** Rows in one statement at the most. */
  readonly rowsMax: number
  /** A value in the form that the client binds exactly. */
  bind(value: Value, type: Type): unknown
  /** What follows VALUES for an upsert by these key columns. */
  upsert(key: readonly string[], others: readonly string[]): string
  columnType(type: Type, isKey: boolean): string
  verdict(error: unknown): SqlVerdict
}

export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** An open connection to a database. */
export interface Session {
  /** Names of the table's columns; undefined where there is no such table. */
  columns(schema: string | undefined, table: string): Promise<readonly string[] | undefined>
  /** All statements or none. Rejects with a `TransactionError` where the server or the connection fails. */
  transaction(statements: readonly Statement[]): Promise<void>
  close(): Promise<void>
}

/** What a SQL target says about its table. */
export interface SqlTable {
  readonly schema: string | undefined
  readonly table: string
  readonly columns: readonly OutputColumn[]
  readonly key: readonly string[]
}
