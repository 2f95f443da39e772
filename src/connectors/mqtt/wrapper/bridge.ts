import { Duplex } from 'node:stream'
import type { Receipts } from '../../../stream/receipts.ts'
import { reasonText } from '../reason.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { FrameSplitter } from './frame-splitter.ts'
import { Intake, type IntakeShape } from './intake.ts'
import type { MqttBatch } from './mqtt-batch.ts'
import { packetType } from './packet-type.ts'

const PINGRESP = Buffer.from([0xd0, 0])

/** What the source is told by the bridge of one connection. */
export interface BridgeEvents {
  /** The broker accepted the connection; `sessionPresent` tells whether it kept our session. */
  accepted(bridge: Bridge, sessionPresent: boolean): void
  /** Bytes have come and were cut; `size` is that of this read, `records` those that were gathered from it. */
  received(bridge: Bridge, size: number, records: number): void
  /** PUBACK, PUBREC or PUBCOMP of a message of ours, with its reason code. */
  answered?(type: number, id: number, reason: number): void
  /** DISCONNECT by the broker (MQTT 5), with its reason code. */
  disconnected(reason: number): void
  /** The connection is over, with the reason where the bridge knows it. */
  down(bridge: Bridge, reason: string | undefined): void
}

export interface BridgeShape extends Pick<
  IntakeShape,
  'isV5' | 'payloadBytesMax' | 'batchRecordsMax' | 'isCopy'
> {
  readonly wallMs: () => number
  /** Where messages of QoS 2 are kept until they are released. */
  readonly receipts?: Receipts | undefined
}

/**
 * The stream under MQTT.js, for one connection: PUBLISH and PUBREL are taken out of what comes in, everything else goes
 * through. It is the only writer to the socket and writes whole frames, so that acknowledgements never land inside one.
 */
export class Bridge extends Duplex {
  readonly acknowledgements = new Acknowledgements()
  private readonly socket: Duplex
  private readonly events: BridgeEvents
  private readonly shape: BridgeShape
  private readonly intake: Intake
  private readonly outgoing = new FrameSplitter((bytes, start, end) => this.send(bytes, start, end))
  /** Identifiers of PUBRELs that are not answered yet. */
  private released: number[] = []
  /** DISCONNECT has been written; nothing may follow it. */
  isLeaving = false
  private isFull = false
  private isResting = false
  /** A ping went out, and nothing has come since. */
  private isSilent = false
  private downReason: string | undefined = 'the broker did not answer'

  constructor(socket: Duplex, events: BridgeEvents, shape: BridgeShape) {
    super()
    this.socket = socket
    this.events = events
    this.shape = shape
    this.intake = new Intake({
      ...shape,
      receipts: shape.receipts,
      acknowledgements: this.acknowledgements,
      frame: (type, bytes, start, body, end) => this.frame(type, bytes, start, body, end),
    })
    const read = (): void => void socket.on('data', (chunk: Buffer) => this.receive(chunk))
    // What the connection before has brought must be on disk before it can be told from what comes now.
    if (shape.receipts === undefined) read()
    else shape.receipts.settled(read)
    socket.on('error', (error) => this.fail(error.message))
    socket.on('end', () => this.push(null))
    socket.on('close', () => this.destroy())
  }

  /** Bytes that the system has not taken yet. */
  get unsentBytes(): number {
    return this.socket.destroyed ? 0 : this.socket.writableLength
  }

  get waitingBytes(): number {
    return this.intake.waitingBytes
  }

  get readyRecords(): number {
    return this.intake.readyRecords
  }

  nextBatch(epoch: number, first: number, release: (bytes: number) => void): MqttBatch | undefined {
    return this.intake.take(epoch, first, release)
  }

  /** All records below are settled: acknowledges them, in the order in which they came. */
  settle(below: number): void {
    const frames = this.acknowledgements.settle(below)
    if (frames !== undefined) this.writeFrames(frames)
  }

  /** Stops reading while too much waits; keepalive and acknowledgements go on. */
  setFull(isFull: boolean): void {
    if (this.isFull === isFull) return
    this.isFull = isFull
    this.applyPause()
  }

  /** Lets small messages gather in the socket for a moment, so that one read brings many. */
  setResting(isResting: boolean): void {
    this.isResting = isResting
    this.applyPause()
  }

  /** From now on what comes in is read and thrown away: closing with unread bytes would reset the connection. */
  discardInput(): void {
    this.intake.dropping = true
    this.isFull = false
    this.applyPause()
  }

  fail(reason: string): void {
    this.downReason = reason
    this.destroy()
  }

  override _read(): void {
    // Bytes are pushed as they come; MQTT.js reads its few packets at once.
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.outgoing.push(chunk)
    done()
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy()
    // Told before MQTT.js hears of it, so that the reason is known by then.
    this.events.down(this, this.downReason)
    done(error)
  }

  private applyPause(): void {
    if (this.socket.destroyed) return
    const pause = (this.isFull || this.isResting) && !this.intake.dropping
    if (pause === this.socket.isPaused()) return
    this.isSilent = false
    if (pause) this.socket.pause()
    else this.socket.resume()
  }

  private receive(chunk: Buffer): void {
    const before = this.acknowledgements.next
    this.isSilent = false
    try {
      this.intake.push(chunk, this.shape.wallMs())
    } catch (error) {
      this.fail((error as Error).message)
      return
    }
    this.answerReleases()
    // Copies that no record is before are due at once.
    this.settle(this.acknowledgements.settledBelow)
    this.events.received(this, chunk.length, this.acknowledgements.next - before)
  }

  /** A whole frame came in that is no PUBLISH. */
  private frame(type: number, bytes: Buffer, start: number, body: number, end: number): void {
    switch (type) {
      case packetType.pubrel:
        if (end - body >= 2) this.released.push(bytes.readUInt16BE(body))
        return
      case packetType.puback:
      case packetType.pubrec:
      case packetType.pubcomp: {
        if (end - body >= 2)
          this.events.answered?.(type, bytes.readUInt16BE(body), end - body > 2 ? bytes[body + 2]! : 0)
        return
      }
      case packetType.pingresp:
        return
      case packetType.connack:
        this.connack(bytes[body]!, bytes[body + 1]!)
        break
      case packetType.disconnect:
        this.events.disconnected(end > body ? bytes[body]! : 0)
        break
      default:
        break
    }
    if (!this.destroyed) this.push(Buffer.from(bytes.subarray(start, end)))
  }

  private connack(flags: number, code: number): void {
    this.downReason = code === 0 ? undefined : `the broker refused the connection: ${reasonText(code)}`
    if (code === 0) this.events.accepted(this, (flags & 1) === 1)
  }

  /**
   * PUBCOMP for every PUBREL: what it releases was settled when its PUBREC was written. After PUBCOMP the broker may use
   * the identifier for another message, so the release must be on disk before.
   */
  private answerReleases(): void {
    const { released } = this
    if (released.length === 0) return
    this.released = []
    const frames = Buffer.allocUnsafe(released.length * 4)
    released.forEach((id, k) => frames.writeUInt32BE((0x7002 << 16) + id, k * 4))
    const { receipts } = this.shape
    if (receipts === undefined) this.writeFrames(frames)
    else receipts.release(released, () => this.writeFrames(frames))
  }

  /**
   * Sends a frame of MQTT.js. Its ping is answered here, since the broker's answer may stand behind much that is not
   * read yet. The broker is alive as long as anything comes from it between two pings; while reading is paused nothing
   * can be known.
   */
  private send(bytes: Buffer, start: number, end: number): void {
    const type = bytes[start]! >> 4
    this.writeFrames(bytes.subarray(start, end))
    if (type === packetType.disconnect) this.isLeaving = true
    if (type !== packetType.pingreq) return
    if (this.isSilent) {
      this.fail('the broker does not answer')
      return
    }
    this.isSilent = !this.socket.isPaused()
    this.push(PINGRESP)
  }

  /** Writes whole frames. */
  writeFrames(frames: Buffer): void {
    if (!this.isLeaving && !this.socket.destroyed) this.socket.write(frames)
  }
}
