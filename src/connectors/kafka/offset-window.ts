/** Offsets of the records of one lane that are in flight: which offset to commit when all below a number are settled. */
export class OffsetWindow {
  private offsets: bigint[] = []
  /** Sequence number of `offsets[0]`, and of the next record. */
  private first = 0
  next = 0

  /** Records that are not settled. */
  get waiting(): number {
    return this.offsets.length
  }

  add(offset: bigint): void {
    this.offsets.push(offset)
    this.next++
  }

  /** The offset to commit: behind the last settled record; undefined where nothing new is settled. */
  settle(below: number): bigint | undefined {
    const count = Math.min(below, this.next) - this.first
    if (count <= 0) return undefined
    const last = this.offsets[count - 1]
    this.offsets = this.offsets.slice(count)
    this.first += count
    return last === undefined ? undefined : last + 1n
  }
}
