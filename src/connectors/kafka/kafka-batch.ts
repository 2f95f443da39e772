import type { KafkaMessage } from 'kafkajs'
import type { Batch } from '../../stream/batch.ts'
import { normalInteger } from '../../types/json/number.ts'
import type { Value } from '../../types/value.ts'

/** Records of one fetch of one partition. */
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
  readonly release: () => void
  private readonly partition: number
  private readonly messages: readonly KafkaMessage[]

  constructor(options: {
    lane: number
    epoch: number
    first: number
    topic: string
    partition: number
    messages: readonly KafkaMessage[]
    payloadBytesMax: number
    release: () => void
  }) {
    const { messages, payloadBytesMax } = options
    this.lane = options.lane
    this.epoch = options.epoch
    this.first = options.first
    this.count = messages.length
    this.partition = options.partition
    this.messages = messages
    this.topics = [options.topic]
    this.topic = new Int32Array(messages.length)
    this.start = new Int32Array(messages.length)
    this.end = new Int32Array(messages.length)
    this.timeMs = new Float64Array(messages.length)
    this.release = options.release
    const fullSize = new Map<number, number>()
    const values = messages.map((message, i) => {
      const value = message.value ?? Buffer.alloc(0)
      if (value.length <= payloadBytesMax) return value
      fullSize.set(i, value.length)
      return value.subarray(0, payloadBytesMax)
    })
    this.bytes = Buffer.concat(values)
    let at = 0
    values.forEach((value, i) => {
      this.start[i] = at
      this.end[i] = at += value.length
      this.timeMs[i] = Number(messages[i]?.timestamp ?? 0)
    })
    if (fullSize.size > 0) this.fullSize = fullSize
  }

  key(i: number): Uint8Array | undefined {
    return this.messages[i]?.key ?? undefined
  }

  header(i: number, name: string): Uint8Array | undefined {
    const headers = this.messages[i]?.headers
    if (headers === undefined || !Object.hasOwn(headers, name)) return undefined
    const value = headers[name]
    const one = Array.isArray(value) ? value[0] : value
    return typeof one === 'string' ? Buffer.from(one) : one
  }

  headerNames(i: number): readonly string[] {
    return Object.keys(this.messages[i]?.headers ?? {})
  }

  attribute(i: number, name: string): Value {
    switch (name) {
      case 'partition':
        return this.partition
      case 'offset':
        return normalInteger(BigInt(this.messages[i]?.offset ?? 0))
      case 'tombstone':
        return this.messages[i]?.value == null
      default:
        return undefined
    }
  }
}
