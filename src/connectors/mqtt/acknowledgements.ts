/** What one connection owes the broker, in the order in which it came: packet identifier and QoS of each record. */
export class Acknowledgements {
  private ids = new Uint16Array(1_024)
  private kinds = new Uint8Array(1_024)
  /** Sequence number of the oldest record that is not settled, and of the next to come. */
  private first = 0
  private next = 0

  get waiting(): number {
    return this.next - this.first
  }

  /** Notes the next record. */
  add(id: number, qos: number): void {
    if (this.waiting === this.ids.length) this.grow()
    const at = this.next % this.ids.length
    this.ids[at] = id
    this.kinds[at] = qos
    this.next++
  }

  /** PUBACK and PUBREC frames for all records below this sequence number, in order; undefined where none is due. */
  settle(below: number): Buffer | undefined {
    const end = Math.min(below, this.next)
    if (end <= this.first) return undefined
    const frames = Buffer.allocUnsafe((end - this.first) * 4)
    let at = 0
    for (; this.first < end; this.first++) {
      const place = this.first % this.ids.length
      const qos = this.kinds[place] as number
      if (qos === 0) continue
      const id = this.ids[place] as number
      frames[at] = qos === 1 ? 0x40 : 0x50
      frames[at + 1] = 2
      frames[at + 2] = id >> 8
      frames[at + 3] = id & 255
      at += 4
    }
    return at === 0 ? undefined : frames.subarray(0, at)
  }

  private grow(): void {
    const size = this.ids.length
    const ids = new Uint16Array(size * 2)
    const kinds = new Uint8Array(size * 2)
    for (let seq = this.first; seq < this.next; seq++) {
      ids[seq % (size * 2)] = this.ids[seq % size] as number
      kinds[seq % (size * 2)] = this.kinds[seq % size] as number
    }
    this.ids = ids
    this.kinds = kinds
  }
}
