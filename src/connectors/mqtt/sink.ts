import type { Duplex } from 'node:stream'
import type { IConnackPacket, MqttClient } from 'mqtt'
import type { Clock } from '../../stream/clock.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { clientOptions, loadClient } from './client.ts'
import { dial } from './dial.ts'
import type { MqttConnection } from './options.ts'
import { Publisher } from './publisher.ts'
import type { BrokerLimits } from './row-publication.ts'

/** Messages that wait for the broker's answer, unless it takes fewer. */
const WINDOW_MAX = 1_000
const FLUSH_POLL_MS = 1
/** The broker refuses what the configuration says: name, password, client id, protocol (MQTT 3.1.1 and 5). */
const FATAL_CONNACK = new Set([1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c])

interface Connection {
  readonly client: MqttClient
  readonly socket: Duplex
  readonly limits: BrokerLimits
  readonly window: number
}

/**
 * Publishes rows; a row is safe when the broker has acknowledged it (QoS 1, 2) or the system has taken it (QoS 0). It
 * keeps no session: what was not acknowledged is written again by its lane.
 */
export class MqttSink implements Sink {
  private readonly name: string
  private readonly options: MqttConnection
  private clock: Clock | undefined
  private connection: Connection | undefined
  private publisher: Publisher | undefined
  private reason = 'not connected'

  constructor(name: string, options: MqttConnection) {
    this.name = name
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    if (this.connection?.client.connected === true) return { kind: 'open' }
    this.connection?.client.end(true)
    this.connection = undefined
    this.clock = context.clock
    const { Client, webSocket } = await loadClient(this.options)
    const socket = dial(this.options, webSocket)
    const own = { ...this.options, clean_start: true, session_expiry_s: 0 }
    const client = new Client(() => socket, {
      ...clientOptions(own, this.name, { suffix: '-sink' }),
      reconnectPeriod: 0,
      queueQoSZero: false,
    })
    const opened = new Promise<OpenResult>((resolve) => {
      client.on('connect', (packet) => {
        this.connection = { client, socket, ...this.granted(packet) }
        resolve({ kind: 'open' })
      })
      client.on('error', (error: Error & { readonly code?: unknown }) => {
        const { code, message } = error
        this.reason = message
        if (typeof code === 'number' && FATAL_CONNACK.has(code))
          resolve({ kind: 'fatal', slug: 'sink-misconfigured', message })
      })
      client.on('close', () => {
        resolve({ kind: 'retry', message: this.reason })
        this.publisher?.lost(this.reason)
        this.reason = 'the connection was closed'
      })
    })
    const cut = (): void => void client.end(true)
    context.signal.addEventListener('abort', cut, { once: true })
    const result = await opened
    context.signal.removeEventListener('abort', cut)
    if (result.kind !== 'open') client.end(true)
    return result
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { connection } = this
    if (connection?.client.connected !== true) return { kind: 'reconnect', message: this.reason }
    const { client, limits, socket, window } = connection
    const cut = (): void => void client.end(true)
    signal.addEventListener('abort', cut, { once: true })
    this.publisher = new Publisher(client, batch, limits, window)
    try {
      const result = await this.publisher.result
      // QoS 0 has no answer: it is safe when the system has taken the bytes.
      while (socket.writableLength > 0 && !socket.destroyed) await this.clock?.sleep(FLUSH_POLL_MS, signal)
      const isLost = socket.destroyed && result.kind !== 'reconnect'
      return isLost ? { kind: 'reconnect', message: this.reason } : result
    } finally {
      this.publisher = undefined
      signal.removeEventListener('abort', cut)
    }
  }

  async close(): Promise<void> {
    const client = this.connection?.client
    this.connection = undefined
    if (client === undefined) return
    await new Promise<void>((resolve) => {
      client.end(!client.connected, {}, () => resolve())
    })
  }

  /** What the broker takes, from its CONNACK. */
  private granted({ properties }: IConnackPacket): Pick<Connection, 'limits' | 'window'> {
    const qosMax = properties?.maximumQoS
    return {
      window: Math.min(WINDOW_MAX, properties?.receiveMaximum ?? WINDOW_MAX),
      limits: {
        isV5: this.options.version === '5',
        packetBytesMax: properties?.maximumPacketSize ?? Infinity,
        qosMax: qosMax === 0 || qosMax === 1 ? qosMax : 2,
        canRetain: properties?.retainAvailable !== false,
      },
    }
  }
}
