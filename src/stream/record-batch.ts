import type { Value } from '../types/value.ts'
import type { Batch } from './batch.ts'

/** One record with everything that may be known about it. */
export interface PlainRecord {
  readonly payload: Uint8Array
  readonly topic: string
  readonly timeMs: number
  readonly key?: Uint8Array | undefined
  readonly headers?: Readonly<Record<string, Uint8Array>> | undefined
  readonly attributes?: Readonly<Record<string, Value>> | undefined
  /** Where the payload was cut: its full size. */
  readonly fullSize?: number | undefined
}

export interface BatchPosition {
  readonly lane: number
  readonly epoch: number
  readonly first: number
}

/** A batch made of single records: for files, tests and replay, where speed is not the point. */
class RecordBatch implements Batch {
  readonly lane: number
  readonly epoch: number
  readonly first: number
  readonly count: number
  readonly bytes: Buffer
  readonly start: Int32Array
  readonly end: Int32Array
  readonly topic: Int32Array
  readonly topics: readonly string[]
  readonly timeMs: Float64Array
  readonly fullSize: ReadonlyMap<number, number>
  readonly release: () => void
  private readonly records: readonly PlainRecord[]

  constructor({ lane, epoch, first }: BatchPosition, records: readonly PlainRecord[], release: () => void) {
    this.lane = lane
    this.epoch = epoch
    this.first = first
    this.count = records.length
    this.records = records
    this.release = release
    this.bytes = Buffer.concat(records.map((record) => record.payload))
    this.start = new Int32Array(records.length)
    this.end = new Int32Array(records.length)
    let at = 0
    records.forEach(({ payload }, i) => {
      this.start[i] = at
      this.end[i] = at += payload.length
    })
    this.topics = [...new Set(records.map((record) => record.topic))]
    const places = new Map(this.topics.map((topic, place) => [topic, place]))
    this.topic = Int32Array.from(records, (record) => places.get(record.topic) ?? 0)
    this.timeMs = Float64Array.from(records, (record) => record.timeMs)
    const sizes = records.map((record, i) => [i, record.fullSize ?? 0] as const)
    this.fullSize = new Map(sizes.filter(([, size]) => size > 0))
  }

  key(i: number): Uint8Array | undefined {
    return this.records[i]?.key
  }

  header(i: number, name: string): Uint8Array | undefined {
    const headers = this.records[i]?.headers
    return headers !== undefined && Object.hasOwn(headers, name) ? headers[name] : undefined
  }

  headerNames(i: number): readonly string[] {
    return Object.keys(this.records[i]?.headers ?? {})
  }

  attribute(i: number, name: string): Value {
    const attributes = this.records[i]?.attributes
    return attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined
  }
}

export const recordBatch = (
  position: BatchPosition,
  records: readonly PlainRecord[],
  release: () => void = () => {},
): Batch => new RecordBatch(position, records, release)
