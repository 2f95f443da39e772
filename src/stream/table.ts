import type { Value } from '../types/value.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
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

/** A protocol's way to the rows of a table that is read as a whole. It knows the protocol and nothing else. */
export interface SnapshotReader {
  readonly kind: 'snapshot'
  /** All rows, as of one moment where the server can give that. Throws where it cannot be reached or read. */
  rows(signal: AbortSignal): AsyncIterable<readonly TableInput[]>
  /** The rows of these keys alone (`keys[k]`: values of the key columns); for tables with too many rows to load. */
  fetch?(keys: readonly (readonly Value[])[], signal: AbortSignal): Promise<readonly TableInput[]>
  close(): Promise<void>
}

/** A change of a table that is a topic. */
export interface TableChange {
  /** undefined: a tombstone, which deletes the row of the message's key. */
  readonly value: Value
  readonly message: NonNullable<TableInput['message']>
}

/** What a reader of changes tells. */
export interface ChangeContext {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  /** Changes in the order of their partition, and a reason where a message is none. */
  change(change: TableChange): void
  bad(message: NonNullable<TableInput['message']>, problem: string): void
  /** All that was in the topic at this time (milliseconds since 1970) has been told. */
  readTo(timeMs: number): void
  /** The connection went down (with the reason) or came up (undefined). */
  state(down: string | undefined): void
}

/** A protocol's way to the rows of a table that is a compacted topic. */
export interface ChangeReader {
  readonly kind: 'changes'
  /** Reads from the beginning and on; resolves when it is closed, rejects where it must be opened anew. */
  read(context: ChangeContext): Promise<void>
  close(): Promise<void>
}

export type TableReader = SnapshotReader | ChangeReader
