import { encodeLetter } from '../../delivery/dead-letter/encode-letter.ts'
import type { DeadLetter } from '../../delivery/dead-letter/letter.ts'
import type { Delivery } from '../../delivery/delivery.ts'
import type { GroupLetter } from '../../delivery/transaction/group.ts'
import type { TransactionLane } from '../../delivery/transaction/transaction-lane.ts'
import type { Clock } from '../../stream/clock.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceLane } from '../source/source-lane.ts'
import type { Outbox } from './outbox.ts'

/** Gathers what a slice of records causes, with how far it was read, into a group that is committed as a whole. */
export class TransactionOutbox implements Outbox {
  readonly journalled = false
  readonly lane: TransactionLane
  private readonly ledger: Ledger
  private readonly clock: Clock
  private readonly letterBytesMax: number
  /** The first record of each lane that a policy has stopped at: it is never passed. */
  private readonly stops = new WeakMap<SourceLane, number>()
  private deliveries: Delivery[] = []
  private letters: GroupLetter[] = []

  constructor(lane: TransactionLane, ledger: Ledger, clock: Clock, letterBytesMax: number) {
    this.lane = lane
    this.ledger = ledger
    this.clock = clock
    this.letterBytesMax = letterBytesMax
  }

  push(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void {
    for (let row = 0; row < chunk.count; row++) lane.hold(chunk.seq[row]!)
    const { rows, latency } = this.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.pending += chunk.count
    this.deliveries.push({ chunk, origin: lane, ledger: rows, latency, arrivedMs })
  }

  letter(letter: DeadLetter, lane: SourceLane): void {
    const { seq } = letter.position
    lane.hold(seq)
    const { id, line } = encodeLetter(letter, this.clock.wallMs(), this.letterBytesMax)
    // Only a file needs the line's end.
    this.letters.push({ seq, id, line: line.subarray(0, line.length - 1) })
  }

  stop(lane: SourceLane, seq: number): void {
    this.stops.set(lane, Math.min(seq, this.stops.get(lane) ?? Infinity))
  }

  /** All records of the lane below this one have been evaluated; its last one is held until the group is committed. */
  close(lane: SourceLane, below: number): void {
    const { deliveries, letters } = this
    const held = below - 1
    lane.hold(held)
    this.deliveries = []
    this.letters = []
    const place = Math.min(below, this.stops.get(lane) ?? Infinity)
    this.lane.offer({ origin: lane, deliveries, letters, held, below: place })
  }
}
