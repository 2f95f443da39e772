const SIZE_MIN = 1_024

/**
 * What one connection owes the broker, in the order in which it came. Records have sequence numbers from 0; a copy of
 * a record that came for another filter has none, and is due as soon as all records before it are settled.
 */
export class Acknowledgements {
  /** Sequence number of the next record to come, and of the oldest that is not settled. */
  next = 0
  settledBelow = 0
  private ids = new Uint16Array(SIZE_MIN)
  private isQos2 = new Uint8Array(SIZE_MIN)
  /** An entry is due when all records below this are settled. */
  private dueBelow = new Float64Array(SIZE_MIN)
  private head = 0
  private tail = 0

  get waiting(): number {
    return this.next - this.settledBelow
  }

  /** Notes the next record; `id` is 0 for QoS 0, which owes nothing. */
  record(qos: number, id: number): void {
    this.next++
    if (qos > 0) this.owe(qos, id)
  }

  copy(qos: number, id: number): void {
    if (qos > 0) this.owe(qos, id)
  }

  /** All records below are settled: their PUBACK and PUBREC frames, in order; undefined where none is due. */
  settle(below: number): Buffer | undefined {
    this.settledBelow = Math.max(this.settledBelow, Math.min(below, this.next))
    const mask = this.ids.length - 1
    let end = this.head
    while (end < this.tail && this.dueBelow[end & mask]! <= this.settledBelow) end++
    if (end === this.head) return undefined
    const frames = Buffer.allocUnsafe((end - this.head) * 4)
    let at = 0
    for (; this.head < end; this.head++) {
      const id = this.ids[this.head & mask]!
      frames[at] = this.isQos2[this.head & mask] === 1 ? 0x50 : 0x40
      frames[at + 1] = 2
      frames[at + 2] = id >> 8
      frames[at + 3] = id & 255
      at += 4
    }
    return frames
  }

  private owe(qos: number, id: number): void {
    if (this.tail - this.head === this.ids.length) this.grow()
    const at = this.tail++ & (this.ids.length - 1)
    this.ids[at] = id
    this.isQos2[at] = qos === 2 ? 1 : 0
    this.dueBelow[at] = this.next
  }

  private grow(): void {
    const old = this.ids.length
    const { ids, isQos2, dueBelow } = this
    this.ids = new Uint16Array(old * 2)
    this.isQos2 = new Uint8Array(old * 2)
    this.dueBelow = new Float64Array(old * 2)
    for (let k = this.head; k < this.tail; k++) {
      const from = k & (old - 1)
      const to = k & (old * 2 - 1)
      this.ids[to] = ids[from]!
      this.isQos2[to] = isQos2[from]!
      this.dueBelow[to] = dueBelow[from]!
    }
  }
}
