import type { Batch } from '../stream/batch.ts'
import type { OutputChunk } from '../stream/output.ts'

/** A record's place in its source. */
export type RecordPlace = Pick<OutputChunk, 'source' | 'lane' | 'epoch'> & { readonly seq: number }

/** One epoch of one lane of a source, as far as its rows need to know it. */
export interface Origin {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  /** Within it a lane, an epoch and a sequence number are one record: the run of the process, or a frame of a journal. */
  readonly identity: string
  /** The frame that has the rows, and the first one that the journal did not have when the lane began. */
  readonly frame?: { readonly journal: string; readonly sequence: number; readonly begun: number }
  /** The journal has the rows: the source was told that they are safe. */
  readonly journalled: boolean
  /** The source has given this epoch up and will deliver its unsettled records again: their rows are not wanted. */
  readonly over: boolean
  /** One hold on that record is done with. */
  settle(seq: number): void
  /** Acknowledges what is settled; called after a group of `settle`. */
  advance(): void
  /** The record as it came, where the journal has it beside its rows. */
  fetchInput?(of: RecordPlace): Promise<{ readonly batch: Batch; readonly index: number } | undefined>
  /** The record as it came, while it is not yet settled. */
  input(seq: number): { readonly batch: Batch; readonly index: number } | undefined
}
