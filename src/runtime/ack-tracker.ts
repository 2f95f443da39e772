import { invariant } from '../base/invariant.ts'

const CAPACITY_MIN = 1024

/**
 * Which records of one lane and epoch are done with. Each has a counter of holds; a record is settled when it has
 * none left, and acknowledged when all before it are settled too. A ring of counters, so that the cost per record
 * does not depend on how many are in flight, bounded by `recordsMax`.
 */
export class AckTracker {
  private holds = new Uint32Array(CAPACITY_MIN)
  /** The place of record `below` in the ring. */
  private head = 0
  private below = 0
  private next = 0
  private readonly recordsMax: number

  constructor(recordsMax: number) {
    this.recordsMax = recordsMax
  }

  /** Records that are not yet acknowledged. */
  get inFlight(): number {
    return this.next - this.below
  }

  /** Takes the next records in, each with one hold: that of being evaluated. */
  receive(count: number): void {
    const wanted = this.inFlight + count
    invariant(wanted <= this.recordsMax, `${wanted} records in flight, ${this.recordsMax} are allowed`)
    if (wanted > this.holds.length) this.grow(wanted)
    for (let i = 0; i < count; i++) this.holds[this.place(this.next + i)] = 1
    this.next += count
  }

  /** Adds n holds to a record that is not yet settled. */
  hold(seq: number, n: number): void {
    invariant(seq >= this.below && seq < this.next, `hold of record ${seq}, which is not in flight`)
    const place = this.place(seq)
    invariant(this.holds[place]! > 0, `hold of record ${seq}, which is settled`)
    this.holds[place]! += n
  }

  /** Takes n holds away. */
  settle(seq: number, n: number): void {
    invariant(seq >= this.below && seq < this.next, `settlement of record ${seq}, which is not in flight`)
    const place = this.place(seq)
    invariant(this.holds[place]! >= n, `record ${seq} is settled more often than it was held`)
    this.holds[place]! -= n
  }

  /** All records below this sequence number are settled. */
  settledBelow(): number {
    const { holds } = this
    const mask = holds.length - 1
    while (this.below < this.next && holds[this.head] === 0) {
      this.head = (this.head + 1) & mask
      this.below++
    }
    return this.below
  }

  private place(seq: number): number {
    return (this.head + (seq - this.below)) & (this.holds.length - 1)
  }

  private grow(wanted: number): void {
    let capacity = this.holds.length
    while (capacity < wanted) capacity *= 2
    const larger = new Uint32Array(capacity)
    for (let i = 0; i < this.inFlight; i++) larger[i] = this.holds[this.place(this.below + i)]!
    this.holds = larger
    this.head = 0
  }
}
