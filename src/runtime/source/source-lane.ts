import { Bell } from '../../base/bell.ts'
import { Fifo } from '../../base/fifo.ts'
import { invariant } from '../../base/invariant.ts'
import type { Quota } from '../../base/quota.ts'
import type { Origin } from '../../delivery/origin.ts'
import type { Batch } from '../../stream/batch.ts'
import { AckTracker } from '../ack-tracker.ts'

export interface SourceLaneShape {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  /** For people: "telemetry/3". */
  readonly name: string
  /** Of the process's run. */
  readonly identity: string
  /** Under which the receipts of its records are kept; undefined where it has none. */
  readonly receiptsOf: string | undefined
  readonly recordsMax: number
  /** What is in flight in the whole source. */
  readonly quota: Quota
  readonly commit: (below: number) => void
}

const batchBytes = (batch: Batch): number => batch.end[batch.count - 1]! - batch.start[0]!

/** One epoch of one lane: which of its records are in flight, and their bytes, until all before them are settled. */
export class SourceLane implements Origin {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly name: string
  readonly identity: string
  readonly receiptsOf: string | undefined
  readonly journalled = false
  over = false
  private readonly shape: SourceLaneShape
  private readonly tracker: AckTracker
  private readonly batches = new Fifo<Batch>()
  private readonly changed = new Bell()
  private committed = 0

  constructor(shape: SourceLaneShape) {
    this.shape = shape
    this.source = shape.source
    this.lane = shape.lane
    this.epoch = shape.epoch
    this.name = shape.name
    this.identity = shape.identity
    this.receiptsOf = shape.receiptsOf
    this.tracker = new AckTracker(shape.recordsMax)
  }

  get inFlight(): number {
    return this.tracker.inFlight
  }

  /** Takes a batch in; each of its records is held until `evaluated`. */
  receive(batch: Batch): void {
    const next = this.committed + this.tracker.inFlight
    invariant(batch.first === next, `${this.name}: a batch starts at ${batch.first}, expected ${next}`)
    if (batch.count === 0) {
      batch.release()
      return
    }
    this.tracker.receive(batch.count)
    this.shape.quota.take(batch.count, batchBytes(batch))
    this.batches.push(batch)
  }

  /** These records have been evaluated: from now on only what they caused holds them. */
  evaluated(first: number, count: number): void {
    for (let i = 0; i < count; i++) this.tracker.settle(first + i, 1)
    this.advance()
  }

  hold(seq: number): void {
    this.tracker.hold(seq, 1)
  }

  settle(seq: number): void {
    this.tracker.settle(seq, 1)
  }

  advance(): void {
    const below = this.tracker.settledBelow()
    if (below === this.committed) return
    this.committed = below
    while (this.batches.length > 0) {
      const batch = this.batches.at(0)!
      if (batch.first + batch.count > below) break
      this.release(this.batches.shift()!)
    }
    if (!this.over) this.shape.commit(below)
    this.changed.ring()
  }

  input(seq: number): { batch: Batch; index: number } | undefined {
    for (let i = 0; i < this.batches.length; i++) {
      const batch = this.batches.at(i)!
      if (seq >= batch.first && seq < batch.first + batch.count) return { batch, index: seq - batch.first }
    }
    return undefined
  }

  /** Resolves with true when nothing is in flight, with false when the signal was aborted first. */
  settled(signal: AbortSignal): Promise<boolean> {
    return this.changed.until(() => this.inFlight === 0, signal)
  }

  /** Gives the memory of unsettled records back when the engine ends. */
  abandon(): void {
    this.over = true
    while (this.batches.length > 0) this.release(this.batches.shift()!)
  }

  private release(batch: Batch): void {
    this.shape.quota.give(batch.count, batchBytes(batch))
    batch.release()
  }
}
