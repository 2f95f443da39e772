import { Fifo } from '../../../base/fifo.ts'
import type { Receipts } from '../../../stream/receipts.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { Arena } from './arena.ts'
import { MqttBatch } from './mqtt-batch.ts'
import { packetType } from './packet-type.ts'
import { readProperties } from './publish-properties.ts'
import { RecordColumns } from './record-columns.ts'
import { TopicTexts } from './topic-texts.ts'

/** Beyond its payload a frame has a topic and properties; so much of them is kept of a frame that is too long. */
const HEADER_BYTES_MAX = 256 * 1024
const BATCH_BYTES_MAX = 1024 * 1024

export interface IntakeShape {
  readonly isV5: boolean
  readonly payloadBytesMax: number
  readonly batchRecordsMax: number
  readonly acknowledgements: Acknowledgements
  /** Tells by topic and subscription identifiers whether a message is a copy of one that comes anyway. */
  readonly isCopy: ((topic: string, subscriptionIds: readonly number[]) => boolean) | undefined
  /** What of QoS 2 was taken for good and may come again; undefined where nobody keeps it. */
  readonly receipts: Receipts | undefined
  /** Takes a whole frame that is no PUBLISH: its type, and its body in `bytes[body .. end)`. */
  readonly frame: (type: number, bytes: Buffer, start: number, body: number, end: number) => void
}

/** Gathered records of which the batch's place in its lane is not yet known. */
interface Gathered {
  readonly columns: RecordColumns
  readonly bytes: Buffer
  readonly topics: readonly string[]
  readonly size: number
}

const malformed = (): Error => new Error('the broker sent a malformed packet')

/**
 * Cuts the bytes of one connection into frames, at whatever places they were cut, and gathers PUBLISH frames into
 * batches without an object per message. Throws on bytes that are not MQTT.
 */
export class Intake {
  /** Payloads are thrown away from now on: the connection is being left. */
  dropping = false
  private readonly shape: IntakeShape
  private readonly frameBytesMax: number
  private readonly arena = new Arena()
  private readonly texts = new TopicTexts()
  private readonly sealed = new Fifo<Gathered>()
  private columns = new RecordColumns(0)
  /** The first byte that is not cut yet. */
  private at = 0
  /** Size of the frame that begins at `at`, as far as it is known and kept whole. */
  private expected = 0
  /** Bytes to come of a frame that is too long to keep, and where its body and the frame end. */
  private skim = 0
  private skimmed = { body: 0, size: 0 }
  private sealedBytes = 0
  private timeMs = 0

  constructor(shape: IntakeShape) {
    this.shape = shape
    this.frameBytesMax = shape.payloadBytesMax + HEADER_BYTES_MAX
  }

  /** Bytes that wait to be taken. */
  get waitingBytes(): number {
    return this.sealedBytes + this.arena.size
  }

  /** Records of the batch that `take` would give. */
  get readyRecords(): number {
    return this.sealed.at(0)?.columns.count ?? this.columns.count
  }

  push(incoming: Buffer, timeMs: number): void {
    let chunk = incoming
    this.timeMs = timeMs
    if (this.skim > 0) {
      const skipped = Math.min(this.skim, chunk.length)
      this.skim -= skipped
      if (this.skim > 0) return
      chunk = chunk.subarray(skipped)
      const { body, size } = this.skimmed
      const start = this.at
      this.at = this.arena.fill
      this.publish(start, start + body, this.at, start + size)
      if (this.columns.count === 0) this.arena.base = this.at
    }
    if (chunk.length === 0) return
    const moved = this.arena.append(chunk, this.expected)
    this.at -= moved
    this.columns.shift(moved)
    this.expected = 0
    this.cut()
    if (this.columns.count === 0) this.arena.base = this.at
  }

  /** The records that have come, at most one batch; `release` learns how many bytes they held. */
  take(epoch: number, first: number, release: (bytes: number) => void): MqttBatch | undefined {
    if (this.sealed.length === 0) this.seal()
    const one = this.sealed.shift()
    if (one === undefined) return undefined
    const { bytes, columns, size, topics } = one
    this.sealedBytes -= size
    return new MqttBatch({ epoch, first, columns, bytes, topics, size, release })
  }

  /** Hands over all whole frames. */
  private cut(): void {
    const { arena } = this
    const { bytes, fill } = arena
    for (;;) {
      const start = this.at
      let body = start + 1
      let size = 0
      for (let shift = 1; ; shift *= 128) {
        if (body >= fill) return
        if (shift > 2_097_152) throw malformed()
        const byte = bytes[body++]!
        size += (byte & 127) * shift
        if (byte < 128) break
      }
      const end = body + size
      const type = bytes[start]! >> 4
      if (end > fill) {
        this.wait(type, start, body, end, fill)
        return
      }
      this.at = end
      if (type === packetType.publish) this.publish(start, body, end, end)
      else this.shape.frame(type, bytes, start, body, end)
    }
  }

  /** A frame has not come whole. Of one that is too long only the beginning is kept. */
  private wait(type: number, start: number, body: number, end: number, fill: number): void {
    if (end - start <= this.frameBytesMax) this.expected = end - start
    else if (type !== packetType.publish) throw malformed()
    else if (fill - start < this.frameBytesMax) this.expected = this.frameBytesMax
    else {
      this.skim = end - fill
      this.skimmed = { body: body - start, size: end - start }
    }
  }

  /** A PUBLISH frame of which `bytes[start .. kept)` is there; it would end at `end`. */
  private publish(start: number, body: number, kept: number, end: number): void {
    if (this.dropping) return
    const { acknowledgements, isCopy, isV5, payloadBytesMax, receipts } = this.shape
    const { bytes } = this.arena
    const first = bytes[start]!
    const qos = (first >> 1) & 3
    const topicStart = body + 2
    const topicEnd = topicStart + ((bytes[body]! << 8) | bytes[body + 1]!)
    let at = topicEnd + (qos > 0 ? 2 : 0)
    if (qos === 3 || at > kept) throw malformed()
    const id = qos > 0 ? (bytes[topicEnd]! << 8) | bytes[topicEnd + 1]! : 0
    const isKept = receipts !== undefined && qos === 2
    // Taken before the connection broke, or the process ended. Without DUP it is a new message under an old number.
    if (isKept && (first & 8) !== 0 && receipts.has(id)) {
      acknowledgements.copy(qos, id)
      return
    }
    let propertiesStart = at
    if (isV5) {
      let size = 0
      for (let shift = 1; ; shift *= 128) {
        if (at >= kept || shift > 2_097_152) throw malformed()
        const byte = bytes[at++]!
        size += (byte & 127) * shift
        if (byte < 128) break
      }
      propertiesStart = at
      at += size
      if (at > end) throw malformed()
    }
    const propertiesEnd = Math.min(at, kept)
    if (isCopy !== undefined && propertiesEnd > propertiesStart) {
      const { subscriptionIds } = readProperties(bytes, propertiesStart, propertiesEnd)
      if (isCopy(bytes.toString('utf8', topicStart, topicEnd), subscriptionIds)) {
        acknowledgements.copy(qos, id)
        return
      }
    }
    const { columns } = this
    columns.reserve()
    const i = columns.count++
    const payloadSize = end - at
    if (payloadSize > payloadBytesMax) (columns.fullSize ??= new Map()).set(i, payloadSize)
    columns.start[i] = propertiesEnd
    columns.end[i] = Math.min(kept, propertiesEnd + Math.min(payloadSize, payloadBytesMax))
    columns.topic[i] = this.texts.place(bytes, topicStart, topicEnd)
    columns.timeMs[i] = this.timeMs
    columns.flags[i] = qos | ((first & 1) << 2) | (first & 8)
    columns.propertiesStart[i] = propertiesStart
    columns.propertiesEnd[i] = propertiesEnd
    if (isKept) (columns.receipts ??= new Map()).set(i, id)
    acknowledgements.record(qos, id)
    if (columns.count >= this.shape.batchRecordsMax || this.at - this.arena.base >= BATCH_BYTES_MAX)
      this.seal()
  }

  /** The records so far become a batch; they share the arena's bytes with what comes. */
  private seal(): void {
    const { arena, columns } = this
    if (columns.count === 0) return
    const size = this.at - arena.base
    this.sealed.push({ columns, bytes: arena.bytes, topics: this.texts.take(), size })
    this.sealedBytes += size
    this.columns = new RecordColumns(columns.count + (columns.count >> 2))
    arena.base = this.at
  }
}
