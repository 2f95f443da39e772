import { RecordError } from '../../types/record-error.ts'
import type { RowWriter, TargetWriter } from './writer.ts'

/** Bytes that all rows of one record in one rule may take: a small payload could otherwise make any number of rows. */
const ROWS_BYTES_MAX = 16 * 1024 * 1024

/** Where the rows of one record begin, so that a record which fails on a later row takes back the ones before. */
export class RowMarks {
  /** Rows that the record has made so far. */
  rows = 0
  private readonly writer: RowWriter
  private readonly targets: readonly TargetWriter[]
  private readonly skipped: Float64Array
  private readonly counts: number[]
  private readonly skippedBefore: Float64Array
  private begin = 0
  private isOpen = false

  constructor(writer: RowWriter, targets: readonly TargetWriter[], skipped: Float64Array) {
    this.writer = writer
    this.targets = targets
    this.skipped = skipped
    this.counts = targets.map(() => 0)
    this.skippedBefore = new Float64Array(skipped.length)
  }

  /** A record begins. */
  open(): void {
    this.rows = 0
    this.isOpen = true
    this.begin = this.writer.at
    for (let t = 0; t < this.targets.length; t++) this.counts[t] = this.targets[t]?.count ?? 0
    this.skippedBefore.set(this.skipped)
  }

  /** One more row is evaluated and may be handed over. */
  next(): void {
    this.rows++
    if (this.writer.at - this.begin > ROWS_BYTES_MAX)
      throw new RecordError(
        'value-too-large',
        `the rows of one record take more than ${String(ROWS_BYTES_MAX)} bytes`,
      )
  }

  /** The record has failed: it gives no row anywhere. A rule that makes one row at most has handed nothing over yet. */
  takeBack(): void {
    if (!this.isOpen) return
    this.writer.at = this.begin
    this.targets.forEach((target, t) => {
      target.truncate(this.counts[t] ?? 0)
    })
    this.skipped.set(this.skippedBefore)
  }
}
