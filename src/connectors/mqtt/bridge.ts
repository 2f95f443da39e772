import { Duplex } from 'node:stream'
import { FrameSplitter, packetType, type FrameTaker } from './frames.ts'

const PINGRESP = Buffer.from([0xd0, 0])
/** Beyond what a payload may have: the frame's header, its topic and its properties. */
const HEADER_BYTES_MAX = 256 * 1024

/** What the source is told by the bridge. */
export interface BridgeEvents {
  /** The broker accepted the connection; `sessionPresent` tells whether it kept our session. */
  accepted(sessionPresent: boolean): void
  publish(bytes: Buffer, start: number, body: number, end: number, fullSize: number | undefined): void
  /** The broker asks to finish a QoS 2 message. */
  release(id: number): void
  /** DISCONNECT by the broker (MQTT 5), with its reason code. */
  disconnected(reason: number): void
  down(reason: string): void
}

/**
 * The stream under MQTT.js: PUBLISH and PUBREL are taken out of what comes in, everything else goes through. It is the
 * only writer to the socket and writes whole frames alone, so that acknowledgements never land inside a packet.
 */
export class Bridge extends Duplex implements FrameTaker {
  private readonly socket: Duplex
  private readonly events: BridgeEvents
  private readonly incoming: FrameSplitter
  private readonly outgoing: FrameSplitter
  private paused = false
  private discarding = false
  private downReason = 'the connection was closed'

  constructor(socket: Duplex, events: BridgeEvents, payloadBytesMax: number) {
    super()
    this.socket = socket
    this.events = events
    this.incoming = new FrameSplitter(this, payloadBytesMax + HEADER_BYTES_MAX)
    this.outgoing = new FrameSplitter(
      {
        frame: (bytes, start, _, end) => {
          this.send(bytes, start, end)
        },
        oversized: () => {
          throw new Error('MQTT.js wrote a packet that is too long')
        },
      },
      Number.MAX_SAFE_INTEGER,
    )
    socket.on('data', (chunk: Buffer) => {
      this.receive(chunk)
    })
    socket.on('error', (error) => {
      this.downReason = error.message
      this.destroy(error)
    })
    socket.on('end', () => this.push(null))
    socket.on('close', () => {
      events.down(this.downReason)
      this.destroy()
    })
  }

  /** Writes acknowledgements; nothing else is being written at this moment. */
  writeFrames(frames: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(frames)
  }

  /** Stops reading, as too much waits; keepalive goes on. */
  pauseReading(): void {
    if (this.paused) return
    this.paused = true
    this.socket.pause()
  }

  resumeReading(): void {
    if (!this.paused) return
    this.paused = false
    this.socket.resume()
  }

  /** From now on what comes in is read and thrown away: closing with unread bytes would reset the connection. */
  discardInput(): void {
    this.discarding = true
    this.resumeReading()
  }

  override _read(): void {
    // Bytes are pushed as they come; MQTT.js reads its few packets at once.
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      this.outgoing.push(chunk)
      done()
    } catch (error) {
      done(error as Error)
    }
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(() => {
      done()
    })
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy()
    done(error)
  }

  /** A whole frame came in. */
  frame(bytes: Buffer, start: number, body: number, end: number): void {
    switch ((bytes[start] as number) >> 4) {
      case packetType.publish:
        if (!this.discarding) this.events.publish(bytes, start, body, end, undefined)
        return
      case packetType.pubrel:
        this.events.release(bytes.readUInt16BE(body))
        return
      case packetType.connack:
        if (bytes[body + 1] === 0) this.events.accepted((bytes[body] as number & 1) === 1)
        break
      case packetType.disconnect:
        this.events.disconnected(end > body ? (bytes[body] as number) : 0)
        break
      default:
        break
    }
    this.push(Buffer.from(bytes.subarray(start, end)))
  }

  oversized(head: Buffer, body: number, size: number): void {
    if (!this.discarding) this.events.publish(head, 0, body, head.length, size)
  }

  private receive(chunk: Buffer): void {
    try {
      this.incoming.push(chunk)
    } catch (error) {
      this.downReason = (error as Error).message
      this.destroy(error as Error)
    }
  }

  /** Sends a frame of MQTT.js. While reading is paused its ping is answered here, as the broker's answer cannot be read. */
  private send(bytes: Buffer, start: number, end: number): void {
    this.socket.write(Buffer.from(bytes.subarray(start, end)))
    if (this.paused && (bytes[start] as number) >> 4 === packetType.pingreq) this.push(PINGRESP)
  }
}
