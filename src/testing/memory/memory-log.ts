import { Bell } from '../../base/bell.ts'
import type { PlainRecord } from '../../stream/record-batch.ts'

/** A log in memory, of several lanes: what was read and not acknowledged comes again after a reconnect. */
export class MemoryLog {
  readonly lanes: readonly PlainRecord[][]
  /** Per lane: all records below are acknowledged, for ever. */
  readonly acknowledged: number[]
  /** Acknowledgements as they came, for tests of order. */
  readonly commits: { readonly lane: number; readonly epoch: number; readonly below: number }[] = []
  readonly changed = new Bell()
  /** Set: readers end when they have read everything. */
  complete = false
  /** Set: the server cannot be reached. */
  down = false
  /** How long a reconnect waits for what was read to be settled. */
  graceMs = 0
  /** Counted up by `reconnect`. */
  connection = 0

  constructor(lanes = 1) {
    this.lanes = Array.from({ length: lanes }, () => [])
    this.acknowledged = this.lanes.map(() => 0)
  }

  append(record: PlainRecord, lane = 0): void {
    this.lanes[lane]?.push(record)
    this.changed.ring()
  }

  /** Cuts the connection: its epoch ends and unacknowledged records are sent again. */
  reconnect(): void {
    this.connection++
    this.changed.ring()
  }

  finish(): void {
    this.complete = true
    this.changed.ring()
  }
}
