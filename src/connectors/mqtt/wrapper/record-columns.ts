const RECORDS_MIN = 16
const RECORDS_RESERVED_MAX = 8_192

/** The records of one batch as columns of places in its bytes; they grow as records come. */
export class RecordColumns {
  count = 0
  start: Int32Array
  end: Int32Array
  topic: Int32Array
  timeMs: Float64Array
  /** QoS in the lowest two bits, then retain, then dup. */
  flags: Uint8Array
  /** Properties of MQTT 5; an empty range where there are none. */
  propertiesStart: Int32Array
  propertiesEnd: Int32Array
  /** Packet identifiers of QoS 2, where receipts are kept. */
  receipts: Map<number, number> | undefined
  /** Full sizes of the payloads that were cut. */
  fullSize: Map<number, number> | undefined

  /** `expected`: about so many records, as the last batch had. */
  constructor(expected: number) {
    const size = Math.max(RECORDS_MIN, Math.min(expected, RECORDS_RESERVED_MAX))
    this.start = new Int32Array(size)
    this.end = new Int32Array(size)
    this.topic = new Int32Array(size)
    this.timeMs = new Float64Array(size)
    this.flags = new Uint8Array(size)
    this.propertiesStart = new Int32Array(size)
    this.propertiesEnd = new Int32Array(size)
  }

  /** Makes room for one more. */
  reserve(): void {
    if (this.count < this.start.length) return
    const size = this.start.length * 2
    const grown = <T extends Int32Array | Float64Array | Uint8Array>(old: T, fresh: T): T => {
      fresh.set(old)
      return fresh
    }
    this.start = grown(this.start, new Int32Array(size))
    this.end = grown(this.end, new Int32Array(size))
    this.topic = grown(this.topic, new Int32Array(size))
    this.timeMs = grown(this.timeMs, new Float64Array(size))
    this.flags = grown(this.flags, new Uint8Array(size))
    this.propertiesStart = grown(this.propertiesStart, new Int32Array(size))
    this.propertiesEnd = grown(this.propertiesEnd, new Int32Array(size))
  }

  /** The bytes have moved towards the front. */
  shift(by: number): void {
    for (let i = 0; i < this.count; i++) {
      this.start[i]! -= by
      this.end[i]! -= by
      this.propertiesStart[i]! -= by
      this.propertiesEnd[i]! -= by
    }
  }
}
