import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection, WriteResult } from '../../stream/sink.ts'
import { reasonText } from './reason.ts'
import { rowPublication, type BrokerLimits } from './row-publication.ts'
import { FrameWriter } from './wrapper/frame-writer.ts'
import { packetType } from './wrapper/packet-type.ts'

/** Reason codes that are about this message and not about us (MQTT 5, 3.4.2.1; Mosquitto also sends 0x95). */
const ROW_REASONS = new Set([0x80, 0x83, 0x90, 0x95, 0x99, 0x9a, 0x9b])
const NOT_AUTHORIZED = 0x87
const FAILURE = 0x80
const IDS = 65_535
/** Frames are handed to the socket in pieces of about this size. */
const PIECE_BYTES = 256 * 1024

export interface PublisherShape {
  readonly limits: BrokerLimits
  /** Messages of QoS 1 and 2 that may wait for an answer. */
  readonly window: number
  readonly qos2Window: number
  readonly write: (frames: Buffer) => void
}

/** Publishes the rows of one batch, so many at a time as the broker takes, and waits for its answer to each. */
export class Publisher {
  readonly result: Promise<WriteResult>
  private readonly batch: OutputBatch
  private readonly shape: PublisherShape
  private readonly writer: FrameWriter
  private readonly rejections: Rejection[] = []
  /** Rows that wait, by packet identifier. */
  private readonly waiting = new Map<number, number>()
  private qos2Waiting = 0
  private resolve: (result: WriteResult) => void = () => undefined
  private next = 0
  private id = 0
  private problem: WriteResult | undefined

  constructor(batch: OutputBatch, shape: PublisherShape) {
    this.batch = batch
    this.shape = shape
    this.writer = new FrameWriter(shape.limits.isV5)
    this.result = new Promise((resolve) => (this.resolve = resolve))
    this.advance()
  }

  /** PUBACK, PUBREC or PUBCOMP. */
  answered(type: number, id: number, reason: number): void {
    const row = this.waiting.get(id)
    if (row === undefined) return
    if (type === packetType.pubrec && reason < FAILURE) {
      this.writer.release(id)
      return
    }
    this.waiting.delete(id)
    if (type !== packetType.puback) this.qos2Waiting--
    if (reason >= FAILURE) this.failed(row, reason)
  }

  /** Writes what may be written, and ends when there is an answer to everything. */
  advance(): void {
    while (this.next < this.batch.count && this.hasRoom()) {
      this.publish(this.next++)
      if (this.writer.gathered >= PIECE_BYTES) this.flush()
    }
    this.flush()
    if (this.next < this.batch.count || this.waiting.size > 0) return
    if (this.problem !== undefined) this.end(this.problem)
    else if (this.rejections.length === 0) this.end({ kind: 'written' })
    else this.end({ kind: 'rejected', rows: this.rejections })
  }

  /** No more answers will come. */
  end(result: WriteResult): void {
    this.resolve(result)
  }

  private hasRoom(): boolean {
    return this.waiting.size < this.shape.window && this.qos2Waiting < this.shape.qos2Window
  }

  private flush(): void {
    const frames = this.writer.take()
    if (frames !== undefined) this.shape.write(frames)
  }

  private publish(i: number): void {
    const one = rowPublication(this.batch, i, this.shape.limits, this.writer)
    if ('slug' in one) {
      this.rejections.push(one)
      return
    }
    if (one.qos > 0) {
      this.id = (this.id % IDS) + 1
      this.waiting.set(this.id, i)
      if (one.qos === 2) this.qos2Waiting++
    }
    this.writer.publish(one, this.id)
  }

  private failed(index: number, reason: number): void {
    const message = `the broker refused the message: ${reasonText(reason)}`
    if (ROW_REASONS.has(reason)) this.rejections.push({ index, slug: 'row-refused', message })
    else if (reason === NOT_AUTHORIZED) this.problem = { kind: 'fatal', slug: 'sink-misconfigured', message }
    else this.problem ??= { kind: 'retry', message }
  }
}
