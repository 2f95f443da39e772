import type { Batch } from '../../../stream/batch.ts'
import type { Value } from '../../../types/value.ts'
import { noProperties, readProperties, type PublishProperties } from './publish-properties.ts'
import type { RecordColumns } from './record-columns.ts'

const RETAIN = 4
const DUP = 8
const encoder = new TextEncoder()

const newObject = (): Record<string, Value> => Object.create(null) as Record<string, Value>

/** Where a batch stands in its lane, and what it is made of. */
export interface MqttBatchShape {
  readonly epoch: number
  readonly first: number
  readonly columns: RecordColumns
  readonly bytes: Buffer
  readonly topics: readonly string[]
  /** Bytes of all its frames. */
  readonly size: number
  readonly release: (size: number) => void
}

/** Records of one MQTT connection; user properties are their headers. */
export class MqttBatch implements Batch {
  readonly lane = 0
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
  /** Bytes that it keeps in memory. */
  readonly size: number
  private readonly columns: RecordColumns
  private readonly shape: MqttBatchShape
  /** The properties that were read last, since one record is asked several times. */
  private readAt = -1
  private lastRead = noProperties

  constructor(shape: MqttBatchShape) {
    const { columns } = shape
    this.shape = shape
    this.columns = columns
    this.size = shape.size
    this.epoch = shape.epoch
    this.first = shape.first
    this.count = columns.count
    this.bytes = shape.bytes
    this.start = columns.start
    this.end = columns.end
    this.topic = columns.topic
    this.topics = shape.topics
    this.timeMs = columns.timeMs
    if (columns.fullSize !== undefined) this.fullSize = columns.fullSize
  }

  key(): undefined {
    return undefined
  }

  header(i: number, name: string): Uint8Array | undefined {
    const found = this.properties(i).user.find(([one]) => one === name)
    return found === undefined ? undefined : encoder.encode(found[1])
  }

  headerNames(i: number): readonly string[] {
    return this.properties(i).user.map(([name]) => name)
  }

  attribute(i: number, name: string): Value {
    const flags = this.columns.flags[i]!
    switch (name) {
      case 'qos':
        return flags & 3
      case 'retain':
        return (flags & RETAIN) !== 0
      case 'flags':
        return Object.assign(newObject(), { retain: (flags & RETAIN) !== 0, dup: (flags & DUP) !== 0 })
      case 'pub_props':
        return this.publishProperties(i)
      default:
        return undefined
    }
  }

  receipt(i: number): number {
    return this.columns.receipts?.get(i) ?? 0
  }

  release(): void {
    this.shape.release(this.size)
  }

  /** Named as MQTT 5 names them; only those that the message has, and the user properties always. */
  private publishProperties(i: number): Value {
    const one = this.properties(i)
    const result = newObject()
    if (one.payloadFormat !== undefined) result['Payload-Format-Indicator'] = one.payloadFormat
    if (one.expirySeconds !== undefined) result['Message-Expiry-Interval'] = one.expirySeconds
    if (one.contentType !== undefined) result['Content-Type'] = one.contentType
    if (one.responseTopic !== undefined) result['Response-Topic'] = one.responseTopic
    if (one.correlation !== undefined) result['Correlation-Data'] = Uint8Array.from(one.correlation)
    const user = newObject()
    for (const [name, value] of one.user) user[name] = value
    result['User-Property'] = user
    return result
  }

  private properties(i: number): PublishProperties {
    if (this.readAt !== i) {
      const start = this.columns.propertiesStart[i]!
      const end = this.columns.propertiesEnd[i]!
      this.lastRead = end > start ? readProperties(this.bytes, start, end) : noProperties
      this.readAt = i
    }
    return this.lastRead
  }
}
