import type { Lanes } from '../../delivery/lanes.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceLane } from '../source/source-lane.ts'
import type { Outbox } from './outbox.ts'

/** Hands rows to their lanes at once: they are safe when the sinks have confirmed them. */
export class DirectOutbox implements Outbox {
  readonly journalled = false
  private readonly ledger: Ledger
  private readonly lanes: Lanes

  constructor(ledger: Ledger, lanes: Lanes) {
    this.ledger = ledger
    this.lanes = lanes
  }

  push(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void {
    for (let row = 0; row < chunk.count; row++) lane.hold(chunk.seq[row]!)
    const { rows, latency } = this.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.pending += chunk.count
    this.lanes.of(chunk.target).push({ chunk, origin: lane, ledger: rows, latency, arrivedMs })
  }
}
