import type { IConnackPacket, IStream, MqttClient } from 'mqtt'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { clientOptions, loadClient } from './client.ts'
import { dial } from './dial.ts'
import type { MqttConnection } from './options.ts'
import { Publisher, type PublisherShape } from './publisher.ts'
import { reasonText } from './reason.ts'
import { Bridge, type BridgeEvents } from './wrapper/bridge.ts'

/** Messages that wait for the broker's answer, unless it takes fewer. */
const WINDOW_MAX = 1_000
const FLUSH_POLL_MS = 1
const CLOSE_TIMEOUT_MS = 2_000
/** The broker refuses what the configuration says: name, password, client id, protocol (MQTT 3.1.1 and 5). */
const FATAL_CONNACK = new Set([1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c])
/** DISCONNECT because of a message, which the broker does not name. */
const ROW_DISCONNECT = new Set([0x81, 0x82, 0x90, 0x95, 0x99, 0x9a, 0x9b])

interface Connection {
  readonly client: MqttClient
  readonly bridge: Bridge
  readonly shape: PublisherShape
}

/**
 * Publishes rows; a row is safe when the broker has acknowledged it (QoS 1, 2) or the system has taken it (QoS 0). It
 * keeps no session: what was not acknowledged is written again by its lane. MQTT.js connects and pings; the messages
 * themselves are written by us, as whole batches.
 */
export class MqttSink implements Sink, BridgeEvents {
  private readonly name: string
  private readonly options: MqttConnection
  private context: SinkContext | undefined
  private connection: Connection | undefined
  private publisher: Publisher | undefined
  private reason = 'not connected'

  constructor(name: string, options: MqttConnection) {
    this.name = name
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    const { connection: known } = this
    if (known?.client.connected === true && !known.bridge.destroyed) return { kind: 'open' }
    known?.client.end(true)
    this.connection = undefined
    this.context = context
    const { Client, webSocket } = await loadClient(this.options)
    const bridge = new Bridge(dial(this.options, webSocket), this, {
      isV5: this.options.version === '5',
      payloadBytesMax: 0,
      batchRecordsMax: 1,
      isCopy: undefined,
      wallMs: () => 0,
    })
    const own = { ...this.options, clean_start: true, session_expiry_s: 0 }
    const client = new Client(() => bridge as unknown as IStream, {
      ...clientOptions(own, this.name, { suffix: '-sink' }),
      reconnectPeriod: 0,
    })
    const opened = new Promise<OpenResult>((resolve) => {
      client.on('connect', (packet) => {
        this.connection = { client, bridge, shape: this.granted(bridge, packet) }
        resolve({ kind: 'open' })
      })
      client.on('error', (error: Error & { readonly code?: unknown }) => {
        const { code, message } = error
        this.reason = message
        if (typeof code === 'number' && FATAL_CONNACK.has(code))
          resolve({ kind: 'fatal', slug: 'sink-misconfigured', message })
      })
      client.on('close', () => resolve({ kind: 'retry', message: this.reason }))
    })
    const cut = (): void => void client.end(true)
    context.signal.addEventListener('abort', cut, { once: true })
    const result = await opened
    context.signal.removeEventListener('abort', cut)
    if (result.kind !== 'open') client.end(true)
    return result
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { connection, context } = this
    if (connection?.client.connected !== true || connection.bridge.destroyed)
      return { kind: 'reconnect', message: this.reason }
    const { bridge, client, shape } = connection
    const cut = (): void => void client.end(true)
    signal.addEventListener('abort', cut, { once: true })
    this.reason = 'the connection was closed'
    this.publisher = new Publisher(batch, shape)
    try {
      const result = await this.publisher.result
      // QoS 0 has no answer: it is safe when the system has taken the bytes.
      while (bridge.unsentBytes > 0) await context?.clock.sleep(FLUSH_POLL_MS, signal)
      const isLost = bridge.destroyed && (result.kind === 'written' || result.kind === 'rejected')
      return isLost ? { kind: 'reconnect', message: this.reason } : result
    } finally {
      this.publisher = undefined
      signal.removeEventListener('abort', cut)
    }
  }

  async close(): Promise<void> {
    const { connection, context } = this
    this.connection = undefined
    if (connection === undefined || context === undefined) return
    const { bridge, client } = connection
    const ended = new Promise<void>((resolve) => {
      client.end(!client.connected, {}, () => resolve())
    })
    const timer = new AbortController()
    await Promise.race([ended, context.clock.sleep(CLOSE_TIMEOUT_MS, timer.signal)])
    timer.abort()
    bridge.destroy()
  }

  // What the bridge tells.

  accepted(): void {
    // MQTT.js tells it with the broker's properties.
  }

  received(): void {
    this.publisher?.advance()
  }

  answered(type: number, id: number, reason: number): void {
    this.publisher?.answered(type, id, reason)
  }

  disconnected(code: number): void {
    this.reason = `the broker disconnected: ${reasonText(code)}`
    if (ROW_DISCONNECT.has(code))
      this.publisher?.end({ kind: 'refused', slug: 'row-refused', message: this.reason })
  }

  down(_: Bridge, reason: string | undefined): void {
    this.reason = reason ?? this.reason
    this.publisher?.end({ kind: 'reconnect', message: this.reason })
  }

  /** What the broker takes, from its CONNACK. */
  private granted(bridge: Bridge, { properties }: IConnackPacket): PublisherShape {
    const isV5 = this.options.version === '5'
    const window = Math.min(WINDOW_MAX, properties?.receiveMaximum ?? WINDOW_MAX)
    const qosMax = properties?.maximumQoS
    return {
      window,
      // MQTT 3.1.1 has no Receive Maximum, and Mosquitto acknowledges what it drops beyond its own limit.
      qos2Window: isV5 ? window : 1,
      write: (frames) => bridge.writeFrames(frames),
      limits: {
        isV5,
        packetBytesMax: properties?.maximumPacketSize ?? 268_435_460,
        qosMax: qosMax === 0 || qosMax === 1 ? qosMax : 2,
        canRetain: properties?.retainAvailable !== false,
      },
    }
  }
}
