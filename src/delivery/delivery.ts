import type { Histogram } from '../base/histogram.ts'
import type { OutputChunk } from '../stream/output.ts'
import type { Origin } from './origin.ts'
import type { RowLedger } from './row-ledger.ts'

/** Rows on their way, with everybody who wants to know what became of them. */
export interface Delivery {
  readonly chunk: OutputChunk
  readonly origin: Origin
  /** Rows of the same frame and lane before these; 0 unless said. */
  readonly before?: number
  readonly ledger: RowLedger
  /** Milliseconds from the record's arrival to the sink's confirmation. */
  readonly latency: Histogram
  /** Monotonic time at which the records arrived. */
  readonly arrivedMs: number
}
