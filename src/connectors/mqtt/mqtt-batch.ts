import type { Batch } from '../../stream/batch.ts'
import type { Value } from '../../types/value.ts'
import { readProperties, type PublishProperties } from './publish.ts'

/** What a collector has gathered. */
export interface MqttColumns {
  readonly epoch: number
  readonly first: number
  readonly count: number
  readonly bytes: Buffer
  readonly start: Int32Array
  readonly end: Int32Array
  readonly topic: Int32Array
  readonly topics: readonly string[]
  readonly timeMs: Float64Array
  /** QoS in the lowest two bits, retain in the third. */
  readonly flags: Uint8Array
  /** MQTT 5 properties of those records that have some. */
  readonly properties: readonly (Buffer | undefined)[]
  readonly release: () => void
}

const encoder = new TextEncoder()
const none: PublishProperties = {
  user: [],
  contentType: undefined,
  responseTopic: undefined,
  subscriptionId: 0,
}

/** Records of one MQTT connection; user properties are its headers. */
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
  readonly release: () => void
  private readonly flags: Uint8Array
  private readonly properties: readonly (Buffer | undefined)[]

  constructor(columns: MqttColumns, fullSize: ReadonlyMap<number, number> | undefined) {
    this.epoch = columns.epoch
    this.first = columns.first
    this.count = columns.count
    this.bytes = columns.bytes
    this.start = columns.start
    this.end = columns.end
    this.topic = columns.topic
    this.topics = columns.topics
    this.timeMs = columns.timeMs
    this.flags = columns.flags
    this.properties = columns.properties
    this.release = columns.release
    if (fullSize !== undefined) this.fullSize = fullSize
  }

  key(): undefined {
    return undefined
  }

  header(i: number, name: string): Uint8Array | undefined {
    const found = this.read(i).user.find(([one]) => one === name)
    return found === undefined ? undefined : encoder.encode(found[1])
  }

  headerNames(i: number): readonly string[] {
    return this.read(i).user.map(([name]) => name)
  }

  attribute(i: number, name: string): Value {
    const flags = this.flags[i] as number
    switch (name) {
      case 'qos':
        return flags & 3
      case 'retain':
        return (flags & 4) !== 0
      case 'flags':
        return Object.assign(Object.create(null) as Record<string, Value>, {
          retain: (flags & 4) !== 0,
          dup: false,
        })
      case 'pub_props':
        return this.publishProperties(i)
      default:
        return undefined
    }
  }

  private publishProperties(i: number): Value {
    const { user, contentType, responseTopic } = this.read(i)
    const result = Object.create(null) as Record<string, Value>
    if (contentType !== undefined) result['Content-Type'] = contentType
    if (responseTopic !== undefined) result['Response-Topic'] = responseTopic
    const properties = Object.create(null) as Record<string, Value>
    for (const [name, value] of user) properties[name] = value
    result['User-Property'] = properties
    return result
  }

  private read(i: number): PublishProperties {
    const bytes = this.properties[i]
    return bytes === undefined ? none : readProperties(bytes, 0, bytes.length)
  }
}
