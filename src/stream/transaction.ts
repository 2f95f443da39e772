import type { Slug } from '../diagnostic/codes.ts'
import type { OutputBatch } from './output.ts'
import type { Rejection } from './sink.ts'
import type { Source } from './source.ts'

/** All records of this lane and epoch below that sequence number have their rows in the transaction, or before it. */
export interface LanePosition {
  readonly lane: number
  readonly epoch: number
  readonly below: number
}

/** A dead letter, one JSON object, and the id that stands in it. */
export interface TransactionLetter {
  readonly id: string
  readonly line: Buffer
}

/** What goes into one transaction: rows, dead letters, and how far the source is read with it. */
export interface TransactionGroup {
  readonly rows: OutputBatch
  readonly letters: readonly TransactionLetter[]
  readonly positions: readonly LanePosition[]
}

/**
 * What became of a transaction, as what the caller may do next. All but `committed` and `lost` have left nothing
 * behind. `rejected`: these rows will never be taken, repeat without them. `retry`: repeat the same. `stale`: a lane
 * of the group is over, repeat without it. `fatal`: an operator must help; repeat at a slow rate. `lost`: nobody knows
 * whether it was committed; all lanes are over, and the source reads again from what was.
 */
export type TransactionResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'rejected'; readonly rows: readonly Rejection[] }
  | { readonly kind: 'retry'; readonly message: string }
  | { readonly kind: 'stale' }
  | { readonly kind: 'fatal'; readonly slug: Slug; readonly message: string }
  | { readonly kind: 'lost'; readonly message: string }

/** A source that writes rows and its own positions in one transaction of its server. */
export interface TransactionalSource extends Source {
  /** Never rejects on what a server or network does; one at a time. */
  transact(group: TransactionGroup, signal: AbortSignal): Promise<TransactionResult>
}
