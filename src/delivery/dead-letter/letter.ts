import type { Slug } from '../../diagnostic/codes.ts'
import type { Batch } from '../../stream/batch.ts'
import type { OutputBatch } from '../../stream/output.ts'

/** The source of records and rows that are redriven. */
export const REDRIVE = 'redrive'

/** Where a record came from. */
export interface Position {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly seq: number
}

/** A record or row that nobody took, and why. */
export interface DeadLetter {
  /** Whose: a stream's where the record could not be decoded, else a rule's. */
  readonly owner: { readonly stream: string } | { readonly rule: string; readonly version: string }
  readonly slug: Slug
  readonly message: string
  /** The field or expression that it is about. */
  readonly path?: string | undefined
  readonly position: Position
  /** Within it the position is one record: `Origin.identity`. */
  readonly identity: string
  /** The letter goes into the journal, as what its record caused does; else its target confirms it. */
  readonly journalled: boolean
  /** The record as it came; absent where its source has taken it back, or it is not wanted. */
  readonly input?: { readonly batch: Batch; readonly index: number } | undefined
  /** The row that a sink refused. */
  readonly refused?: { readonly rows: OutputBatch; readonly index: number; readonly attempts: number }
}
