import type { Value } from '../types/value.ts'
import type { TableKey } from './table-key.ts'

/** The columns of a table's row, in the order of their declaration. Frozen: rules share it. */
export type TableRow = readonly Value[]

/** Keys that are wanted before a batch can be evaluated. */
export interface KeySet {
  readonly keys: ReadonlySet<TableKey>
  /** The latest time that they are wanted at; milliseconds since 1970. */
  readonly atMs: number
}

/** The rows of a TABLE for the passes that look them up. `get` never waits; what it lacks is fetched between passes. */
export interface Table {
  /** Resolves when the first complete contents are there, or the table has been closed. */
  ready(): Promise<void>
  /**
   * What `get` was asked for since the last call and could not know; undefined for none. The results of that pass
   * are thrown away, and it runs again after `prefetch`.
   */
  missed(): KeySet | undefined
  /** Resolves when these keys are known, or the table has been closed; waits and retries while the server is down. */
  prefetch(keys: KeySet): Promise<void>
  /** The row of a key as of a record's event time. Throws a RecordError where what is known is too old. */
  get(key: TableKey, atMs: number): TableRow | undefined
}

/** A row as a connector reads it, before its columns are checked. */
export interface TableInput {
  /** An object whose members are the columns, or what their FROM reads as `payload`. */
  readonly value: Value
  /** Key and time of the message where the table is a topic. */
  readonly message?: { readonly key: Uint8Array | undefined; readonly topic: string; readonly timeMs: number }
}
