import { Fifo } from '../../base/fifo.ts'

/** Records that were handed out together; record `first + i` has the offset `offsets[i]`. */
interface Part {
  readonly first: number
  readonly offsets: Float64Array
  readonly bytes: number
}

/**
 * The records of one lane and epoch that are in flight: from sequence numbers, which have no gaps, to offsets, which
 * may have some (compaction, control records, aborted transactions).
 */
export class OffsetWindow {
  /** The sequence number of the next record. */
  next = 0
  /** Payload bytes in flight; those of a part count until all of it is settled. */
  bytes = 0
  private below = 0
  private readonly parts = new Fifo<Part>()
  /** Everything before this offset was read or passed over. */
  private position: number

  constructor(position: number) {
    this.position = position
  }

  /** Records that are not settled. */
  get records(): number {
    return this.next - this.below
  }

  /** The offset at which a reader must begin so that nothing unsettled is lost: the one to commit. */
  get committable(): number {
    const part = this.parts.at(0)
    return part === undefined ? this.position : part.offsets[this.below - part.first]!
  }

  /** The offset of a record that was handed out and is not settled, or the one behind all of them. */
  offsetOf(seq: number): number {
    for (let i = 0; i < this.parts.length; i++) {
      const { first, offsets } = this.parts.at(i)!
      if (seq < first + offsets.length) return offsets[Math.max(seq, this.below) - first]!
    }
    return this.position
  }

  /** Takes records in; `position` is the offset behind them. Gives the sequence number of the first. */
  add(offsets: Float64Array, bytes: number, position: number): number {
    const first = this.next
    if (offsets.length > 0) this.parts.push({ first, offsets, bytes })
    this.next += offsets.length
    this.bytes += bytes
    this.position = position
    return first
  }

  /** The log was read up to this offset and had no record to hand out. */
  pass(position: number): void {
    if (position > this.position) this.position = position
  }

  /** All records below this sequence number are settled; gives how many of them were not before. */
  settle(below: number): number {
    const count = Math.min(below, this.next) - this.below
    if (count <= 0) return 0
    this.below += count
    for (let part = this.parts.at(0); part !== undefined; part = this.parts.at(0)) {
      if (part.first + part.offsets.length > this.below) break
      this.bytes -= part.bytes
      this.parts.shift()
    }
    return count
  }
}
