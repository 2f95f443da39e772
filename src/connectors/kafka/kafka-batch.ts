import type { Batch } from '../../stream/batch.ts'
import type { Value } from '../../types/value.ts'
import type { RecordChunk } from './record-chunk.ts'

/** Where a batch stands in its lane. */
export interface KafkaPosition {
  readonly lane: number
  readonly epoch: number
  readonly first: number
  readonly topic: string
  readonly partition: number
}

const sizesBetween = (sizes: ReadonlyMap<number, number>, from: number, to: number): Map<number, number> =>
  new Map([...sizes].filter(([i]) => i >= from && i < to).map(([i, size]) => [i - from, size]))

/** The records from..to of a chunk, without copying them. */
export class KafkaBatch implements Batch {
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
  readonly fullSize?: ReadonlyMap<number, number>
  private readonly chunk: RecordChunk
  private readonly from: number
  private readonly partition: number

  constructor(position: KafkaPosition, chunk: RecordChunk, from: number, to: number) {
    this.lane = position.lane
    this.epoch = position.epoch
    this.first = position.first
    this.partition = position.partition
    this.chunk = chunk
    this.from = from
    this.count = to - from
    this.bytes = chunk.bytes
    this.start = chunk.start.subarray(from, to)
    this.end = chunk.end.subarray(from, to)
    this.topic = new Int32Array(to - from)
    this.topics = [position.topic]
    this.timeMs = chunk.timeMs.subarray(from, to)
    if (chunk.fullSize !== undefined) this.fullSize = sizesBetween(chunk.fullSize, from, to)
  }

  key(i: number): Uint8Array | undefined {
    return this.chunk.records.key(this.from + i)
  }

  header(i: number, name: string): Uint8Array | undefined {
    return this.chunk.records.header(this.from + i, name)
  }

  headerNames(i: number): readonly string[] {
    return this.chunk.records.headerNames(this.from + i)
  }

  attribute(i: number, name: string): Value {
    switch (name) {
      case 'partition':
        return this.partition
      case 'offset':
        return this.chunk.offsets[this.from + i]
      case 'timestamp':
        return this.timeMs[i]
      case 'tombstone':
        return this.chunk.records.isTombstone(this.from + i)
      default:
        return undefined
    }
  }

  /** The records are counted by their offsets; nothing is held beside them. */
  release(): void {}
}
