import type { DeadLetter } from '../../delivery/dead-letter/letter.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { SourceLane } from '../source/source-lane.ts'

/** Takes rows; each holds its record until it is safe. */
export interface Outbox {
  /** Rows are safe when their frame is synced; else when their sinks have confirmed them. */
  readonly journalled: boolean
  push(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void
  /** Takes a dead letter, where these have no target of their own. */
  letter?(letter: DeadLetter, lane: SourceLane): void
  /** A policy has stopped the stream at this record. */
  stop?(lane: SourceLane, seq: number): void
}
