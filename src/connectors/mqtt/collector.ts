import { MqttBatch } from './mqtt-batch.ts'
import { readProperties, readPublish, type PublishParts } from './publish.ts'

const RECORDS_MIN = 64
const BYTES_MIN = 65_536
/** Topics remembered as text, so that a topic that comes often is decoded once; forgotten all at once when full. */
const TOPICS_MAX = 4_096
const textEncoder = new TextEncoder()

/** A topic's bytes and text, found by a hash of the bytes. */
interface KnownTopic {
  readonly bytes: Uint8Array
  readonly text: string
}

const sameBytes = (left: Uint8Array, right: Uint8Array, start: number, end: number): boolean => {
  if (left.length !== end - start) return false
  for (let k = 0; k < left.length; k++) if (left[k] !== right[start + k]) return false
  return true
}

/** Gathers PUBLISH frames of one connection into the next batch. */
export class Collector {
  count = 0
  byteCount = 0
  private readonly isV5: boolean
  private readonly parts: PublishParts = {
    topicStart: 0,
    topicEnd: 0,
    id: 0,
    propertiesStart: 0,
    propertiesEnd: 0,
    payloadStart: 0,
  }
  private readonly known = new Map<number, KnownTopic>()
  private bytes = Buffer.allocUnsafeSlow(BYTES_MIN)
  private start = new Int32Array(RECORDS_MIN)
  private end = new Int32Array(RECORDS_MIN)
  private topic = new Int32Array(RECORDS_MIN)
  private timeMs = new Float64Array(RECORDS_MIN)
  /** QoS in the lowest two bits, retain in the third. */
  private flags = new Uint8Array(RECORDS_MIN)
  private properties: (Buffer | undefined)[] = []
  private topics: string[] = []
  private topicPlaces = new Map<string, number>()
  private fullSize: Map<number, number> | undefined

  constructor(isV5: boolean) {
    this.isV5 = isV5
  }

  /** The subscription identifier of a frame, 0 for none. */
  subscriptionId(bytes: Buffer, body: number, qos: number): number {
    readPublish(bytes, body, qos, this.isV5, this.parts)
    const { propertiesStart, propertiesEnd } = this.parts
    return propertiesEnd > propertiesStart
      ? readProperties(bytes, propertiesStart, propertiesEnd).subscriptionId
      : 0
  }

  topicOf(bytes: Buffer, body: number, qos: number): string {
    readPublish(bytes, body, qos, this.isV5, this.parts)
    return this.text(bytes, this.parts.topicStart, this.parts.topicEnd)
  }

  /** Takes a PUBLISH frame; gives its packet identifier. `fullSize` is set where the payload was cut. */
  add(bytes: Buffer, first: number, body: number, end: number, timeMs: number, fullSize?: number): number {
    const qos = (first >> 1) & 3
    const { parts } = this
    readPublish(bytes, body, qos, this.isV5, parts)
    const payloadStart = Math.min(parts.payloadStart, end)
    const size = end - payloadStart
    const i = this.count
    if (i === this.start.length) this.growRecords()
    if (this.byteCount + size > this.bytes.length) this.growBytes(size)
    const at = this.byteCount
    bytes.copy(this.bytes, at, payloadStart, end)
    this.start[i] = at
    this.byteCount = this.end[i] = at + size
    this.topic[i] = this.place(this.text(bytes, parts.topicStart, parts.topicEnd))
    this.timeMs[i] = timeMs
    this.flags[i] = qos | ((first & 1) << 2)
    if (parts.propertiesEnd > parts.propertiesStart)
      this.properties[i] = Buffer.from(bytes.subarray(parts.propertiesStart, parts.propertiesEnd))
    if (fullSize !== undefined) (this.fullSize ??= new Map()).set(i, fullSize - (payloadStart - body))
    this.count = i + 1
    return parts.id
  }

  /** The batch so far; the collector begins anew. */
  take(epoch: number, first: number, release: () => void): MqttBatch {
    const { count, bytes, start, end, topic, topics, timeMs, flags, properties, fullSize } = this
    const batch = new MqttBatch(
      { epoch, first, count, bytes, start, end, topic, topics, timeMs, flags, properties, release },
      fullSize,
    )
    const records = Math.max(RECORDS_MIN, Math.min(count * 2, 65_536))
    this.bytes = Buffer.allocUnsafeSlow(Math.max(BYTES_MIN, Math.min(this.byteCount * 2, 8 * BYTES_MIN)))
    this.start = new Int32Array(records)
    this.end = new Int32Array(records)
    this.topic = new Int32Array(records)
    this.timeMs = new Float64Array(records)
    this.flags = new Uint8Array(records)
    this.properties = []
    this.topics = []
    this.topicPlaces = new Map()
    this.fullSize = undefined
    this.count = 0
    this.byteCount = 0
    return batch
  }

  private place(topic: string): number {
    let place = this.topicPlaces.get(topic)
    if (place === undefined) {
      place = this.topics.push(topic) - 1
      this.topicPlaces.set(topic, place)
    }
    return place
  }

  private text(bytes: Buffer, start: number, end: number): string {
    let hash = end - start
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0
    const known = this.known.get(hash)
    if (known !== undefined && sameBytes(known.bytes, bytes, start, end)) return known.text
    const text = bytes.toString('utf8', start, end)
    if (this.known.size >= TOPICS_MAX) this.known.clear()
    this.known.set(hash, { bytes: textEncoder.encode(text), text })
    return text
  }

  private growRecords(): void {
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
  }

  private growBytes(size: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.byteCount + size))
    this.bytes.copy(grown, 0, 0, this.byteCount)
    this.bytes = grown
  }
}
