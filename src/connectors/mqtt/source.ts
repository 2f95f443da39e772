import type { IClientOptions, IStream, MqttClient } from 'mqtt'
import type { Subscription } from '../../catalog/connector.ts'
import type { Source, SourceContext } from '../../stream/source.ts'
import type { Batch } from '../../stream/batch.ts'
import { TopicTrie } from '../../stream/topic-trie.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { Bridge, type BridgeEvents } from './bridge.ts'
import { clientOptions, loadClient, type LoadedClient } from './client.ts'
import { Collector } from './collector.ts'
import { dial } from './dial.ts'
import { isCrossing, plannedFilters, type MqttFilter } from './filters.ts'
import type { MqttConnection } from './options.ts'

const LANE = 0
const SESSION_TAKEN_OVER = 0x8e
const CLOSE_TIMEOUT_MS = 5_000
/** Above this rate small reads are gathered, since a broker that writes each message alone costs a read each. */
const GATHER_ABOVE_PER_SECOND = 5_000
const GATHER_MS = 1
const RATE_WINDOW_MS = 100

/** Messages of an MQTT broker, in one lane whose epoch grows with every connection. */
export class MqttSource implements Source, BridgeEvents {
  private readonly name: string
  private readonly options: MqttConnection
  private readonly filters: readonly MqttFilter[]
  private readonly crossing: TopicTrie<number> | undefined
  private readonly isV5: boolean
  private context: SourceContext | undefined
  private client: MqttClient | undefined
  private bridge: Bridge | undefined
  private collector: Collector
  private owed = new Acknowledgements()
  private epoch = 0
  private connected = false
  private hadSession = false
  private first = 0
  private inFlightBytes = 0
  private stopped = false
  private failure: Error | undefined
  private wake: (() => void) | undefined
  private opened: (() => void) | undefined
  private windowStartMs = 0
  private windowCount = 0
  private busy = false

  constructor(name: string, options: MqttConnection, subscriptions: readonly Subscription[]) {
    this.name = name
    this.options = options
    this.filters = plannedFilters(subscriptions)
    this.isV5 = options.version === '5'
    this.collector = new Collector(this.isV5)
    if (this.isV5 && isCrossing(this.filters)) {
      this.crossing = new TopicTrie()
      this.filters.forEach(({ filter }, k) => this.crossing?.add(filter, k + 1))
    }
  }

  async open(context: SourceContext): Promise<void> {
    this.context = context
    const loaded = await loadClient(this.options)
    const ready = new Promise<void>((resolve) => (this.opened = resolve))
    this.connect(loaded, context)
    const given = new Promise<void>((resolve) => {
      context.signal.addEventListener('abort', () => {
        resolve()
      })
    })
    await Promise.race([ready, given])
    if (this.failure !== undefined) throw this.failure
  }

  async read(): Promise<Batch | undefined> {
    while (this.collector.count === 0) {
      if (this.failure !== undefined) throw this.failure
      if (this.stopped) return undefined
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
    const { count, byteCount } = this.collector
    const batch = this.collector.take(this.epoch, this.first, () => {
      this.inFlightBytes -= byteCount
      this.throttle()
    })
    this.first += count
    this.inFlightBytes += byteCount
    this.throttle()
    return batch
  }

  commit(lane: number, epoch: number, below: number): void {
    if (lane !== LANE || epoch !== this.epoch || !this.connected) return
    const frames = this.owed.settle(below)
    if (frames !== undefined) this.bridge?.writeFrames(frames)
    this.throttle()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.notify()
  }

  /** DISCONNECT goes out behind the acknowledgements; what still comes in is read and thrown away. */
  async close(): Promise<void> {
    this.stopped = true
    this.notify()
    const { client, bridge, context } = this
    if (client === undefined || context === undefined) return
    bridge?.discardInput()
    const ended = new Promise<void>((resolve) => {
      client.end(false, {}, () => {
        resolve()
      })
    })
    const timeout = new AbortController()
    await Promise.race([ended, context.clock.sleep(CLOSE_TIMEOUT_MS, timeout.signal)])
    timeout.abort()
    bridge?.destroy()
    this.client = undefined
  }

  // What the bridge tells.

  accepted(sessionPresent: boolean): void {
    const { context } = this
    if (context === undefined) return
    if (this.hadSession && !sessionPresent && !this.options.clean_start)
      context.alarm('session-lost', `${this.name}: the broker has lost the session; messages in it are gone`)
    this.hadSession = true
    this.epoch++
    this.first = 0
    this.owed = new Acknowledgements()
    this.collector = new Collector(this.isV5)
    this.connected = true
    context.assigned(LANE, this.epoch, this.name)
    context.state(undefined)
  }

  publish(bytes: Buffer, start: number, body: number, end: number, fullSize: number | undefined): void {
    const { context, collector } = this
    if (context === undefined || this.stopped || !this.connected) return
    const first = bytes[start] as number
    const qos = (first >> 1) & 3
    if (this.crossing !== undefined && this.isCopy(bytes, body, qos)) {
      this.acknowledgeCopy(bytes, body, qos)
      return
    }
    const limit = context.payloadBytesMax
    const cut = fullSize === undefined && end - body > limit ? this.payloadCut(body, end, limit) : undefined
    const id = collector.add(
      bytes,
      first,
      body,
      cut ?? end,
      context.clock.wallMs(),
      fullSize ?? (cut === undefined ? undefined : end - body),
    )
    this.owed.add(id, qos)
    this.gather()
    if (this.wake !== undefined) this.notify()
    this.throttle()
  }

  release(id: number): void {
    this.bridge?.writeFrames(Buffer.from([0x70, 2, id >> 8, id & 255]))
  }

  disconnected(reason: number): void {
    if (reason !== SESSION_TAKEN_OVER) return
    this.fail(new Error(`${this.name}: another client has taken over the session of this client id`))
  }

  down(reason: string): void {
    const { context } = this
    if (!this.connected || context === undefined) {
      if (!this.stopped) context?.state(reason)
      return
    }
    this.connected = false
    this.bridge = undefined
    this.collector = new Collector(this.isV5)
    if (!this.stopped) context.state(reason)
    // Rows of the dead connection are dropped before the broker sends its messages again.
    void context.revoked(LANE, this.epoch, context.clock.monotonicMs())
  }

  private connect({ Client, webSocket }: LoadedClient, context: SourceContext): void {
    const options: IClientOptions = clientOptions(this.options, this.name, {
      receiveMaximum: Math.min(this.options.receive_maximum, context.inFlightRecordsMax),
    })
    const client = new Client(() => {
      const bridge = new Bridge(dial(this.options, webSocket), this, context.payloadBytesMax)
      this.bridge = bridge
      // MQTT.js types its stream by a copy of Node's own.
      return bridge as unknown as IStream
    }, options)
    this.client = client
    client.on('error', (error) => {
      context.state(error.message)
    })
    client.on('connect', () => {
      this.subscribe(client, context)
    })
  }

  private subscribe(client: MqttClient, context: SourceContext): void {
    // One SUBSCRIBE per filter where each needs an identifier of its own.
    const all = this.filters.map((filter, k) => ({ ...filter, id: k + 1 }))
    const groups = this.crossing === undefined ? [all] : all.map((one) => [one])
    Promise.all(groups.map((group) => this.subscribeGroup(client, group))).then(
      () => this.opened?.(),
      (error: unknown) => {
        const { message } = error as Error
        if (this.connected && client.connected) this.fail(new Error(`${this.name}: ${message}`))
        else context.state(message)
      },
    )
  }

  /** Retain Handling 1: retained messages come with a new subscription, not with every restart. */
  private async subscribeGroup(
    client: MqttClient,
    group: readonly (MqttFilter & { id: number })[],
  ): Promise<void> {
    const map = Object.fromEntries(
      group.map(({ subscribed, qos }) => [subscribed, this.isV5 ? { qos, rh: 1 as const } : { qos }]),
    )
    const [first] = group
    const properties =
      this.crossing === undefined || first === undefined
        ? {}
        : { properties: { subscriptionIdentifier: first.id } }
    const answers = await client.subscribeAsync(map, { qos: 1, ...properties })
    for (const { topic, qos } of answers) {
      const asked = group.find((one) => one.subscribed === topic)
      if (qos >= 128) throw new Error(`the broker refused the subscription to ${topic}`)
      if (asked !== undefined && qos < asked.qos)
        throw new Error(`the broker grants ${topic} only QoS ${String(qos)}`)
    }
  }

  private fail(error: Error): void {
    this.failure = error
    this.context?.alarm('source-failed', error.message)
    this.client?.end(true)
    this.opened?.()
    this.notify()
  }

  /** A message that matches several filters comes once for each; the copy of the first one counts. */
  private isCopy(bytes: Buffer, body: number, qos: number): boolean {
    const id = this.collector.subscriptionId(bytes, body, qos)
    if (id === 0) return false
    const matching = this.crossing?.match(this.collector.topicOf(bytes, body, qos)) ?? []
    return Math.min(...matching) < id
  }

  /** A copy is settled at once, in its place in the order of acknowledgements. */
  private acknowledgeCopy(bytes: Buffer, body: number, qos: number): void {
    if (qos === 0) return
    const topicLength = bytes.readUInt16BE(body)
    const id = bytes.readUInt16BE(body + 2 + topicLength)
    this.bridge?.writeFrames(Buffer.from([qos === 1 ? 0x40 : 0x50, 2, id >> 8, id & 255]))
  }

  /** Where a payload over the limit is cut, which is known only behind its header; an estimate within it is enough. */
  private payloadCut(body: number, end: number, limit: number): number | undefined {
    return end - body > limit * 1.25 ? body + limit : undefined
  }

  private notify(): void {
    const { wake } = this
    this.wake = undefined
    wake?.()
  }

  /** Reading stops at the limits and goes on when enough is settled. */
  private throttle(): void {
    const { context, bridge } = this
    if (context === undefined || bridge === undefined) return
    const bytes = this.inFlightBytes + this.collector.byteCount
    const full = this.owed.waiting >= context.inFlightRecordsMax || bytes >= context.inFlightBytesMax
    if (full) bridge.pauseReading()
    else if (!this.busy) bridge.resumeReading()
  }

  /** At a high rate the socket rests for a millisecond, so that the next read brings many messages. */
  private gather(): void {
    const { context, bridge } = this
    if (context === undefined || bridge === undefined) return
    this.windowCount++
    if (this.busy || (this.windowCount & 15) !== 0) return
    const nowMs = context.clock.monotonicMs()
    const elapsedMs = nowMs - this.windowStartMs
    if (elapsedMs >= RATE_WINDOW_MS) {
      this.windowStartMs = nowMs
      this.windowCount = 0
      return
    }
    if (this.windowCount < (GATHER_ABOVE_PER_SECOND * RATE_WINDOW_MS) / 1_000) return
    this.busy = true
    bridge.pauseReading()
    void context.clock.sleep(GATHER_MS).then(() => {
      this.busy = false
      this.throttle()
    })
  }
}
