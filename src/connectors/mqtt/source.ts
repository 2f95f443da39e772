import type { IStream, MqttClient } from 'mqtt'
import { newAbort } from '../../base/abort.ts'
import { Bell } from '../../base/bell.ts'
import type { Subscription } from '../../catalog/connector.ts'
import type { Batch } from '../../stream/batch.ts'
import { FatalSourceError, type Source, type SourceContext } from '../../stream/source.ts'
import { clientOptions, loadClient, type LoadedClient } from './client.ts'
import { CrossingFilters } from './crossing-filters.ts'
import { dial } from './dial.ts'
import { plannedFilters, shareOf, windowMax, type MqttFilter } from './filters.ts'
import { Gathering } from './gathering.ts'
import { KeptSubscriptions } from './kept-subscriptions.ts'
import type { MqttConnection } from './options.ts'
import { subscribeAll, SubscriptionRefused, unsubscribeAll } from './subscriber.ts'
import { changeOf, nothingOwed, type SubscriptionChange } from './subscription-change.ts'
import { Bridge, type BridgeEvents } from './wrapper/bridge.ts'

const LANE = 0
const SESSION_TAKEN_OVER = 0x8e
/** How long the broker has to read all acknowledgements and close, and how long when the engine has given up. */
const LEAVE_MS = 10_000
const CUT_MS = 3_000
const GATHER_MS = 8
const BATCH_RECORDS_MAX = 8_192
/** So many connections in a row that were closed so soon are most likely two clients with one client id. */
const SHORT_CONNECTIONS = 4
const SHORT_MS = 10_000

/** Messages of an MQTT broker, in one lane whose epoch grows with every connection. */
export class MqttSource implements Source, BridgeEvents {
  private readonly name: string
  private readonly options: MqttConnection
  private filters: readonly MqttFilter[]
  /** What a change has left to tell the broker, of the session that there is. */
  private owed: SubscriptionChange = nothingOwed
  private readonly crossing: CrossingFilters | undefined
  private readonly share: string
  private readonly isV5: boolean
  private readonly changed = new Bell()
  private readonly gathering = new Gathering()
  private context!: SourceContext
  private kept!: KeptSubscriptions
  private client: MqttClient | undefined
  /** The connection that the broker has accepted; undefined while there is none. */
  private bridge: Bridge | undefined
  private epoch = 0
  /** Sequence number of the next record to hand over. */
  private first = 0
  /** Bytes of the batches that were handed over and not released, those of this connection. */
  private heldBytes = 0
  private acceptedMs = 0
  private shortConnections = 0
  private hasSession = false
  private isSubscribed = false
  private isStopped = false
  private lastError: string | undefined
  /** Why the connection ended before the broker had closed it, as it was being left. */
  private brokenLeave: string | undefined
  private failure: Error | undefined

  constructor(name: string, options: MqttConnection, subscriptions: readonly Subscription[]) {
    this.name = name
    this.options = options
    this.isV5 = options.version === '5'
    this.filters = plannedFilters(subscriptions)
    this.share = subscriptions[0] === undefined ? '' : shareOf(subscriptions[0])
    this.crossing = this.crossingOf(this.filters)
  }

  async open(context: SourceContext): Promise<void> {
    this.context = context
    this.kept = new KeptSubscriptions(context.memory, context.log)
    await this.kept.load()
    this.connect(await loadClient(this.options))
    // Records of a kept session may come before the answer to SUBSCRIBE, and must be read for it to come at all.
    const isUp = (): boolean => this.isSubscribed || (this.bridge?.readyRecords ?? 0) > 0
    await this.changed.until(() => isUp() || this.failure !== undefined, context.signal)
    if (this.failure !== undefined) throw this.failure
  }

  async read(): Promise<Batch | undefined> {
    for (;;) {
      if (this.failure !== undefined) throw this.failure
      const batch = this.take()
      if (batch !== undefined) return batch
      if (this.isStopped) return undefined
      await this.changed.wait()
    }
  }

  commit(lane: number, epoch: number, below: number): void {
    if (lane !== LANE || epoch !== this.epoch || this.bridge === undefined) return
    this.bridge.settle(below)
    this.throttle()
    // A batch may have waited for room.
    this.changed.ring()
  }

  /** Filters that cross need identifiers from the start of a connection, so these are opened anew. */
  async change(subscriptions: readonly Subscription[]): Promise<boolean> {
    const filters = plannedFilters(subscriptions)
    const isPlain = this.crossing === undefined && this.crossingOf(filters) === undefined
    const { added, gone } = changeOf(this.filters, filters, this.owed)
    this.owed = { added: isPlain ? added : [], gone }
    if (isPlain) this.filters = filters
    if (this.client?.connected === true && this.isSubscribed) await this.subscribe(this.client)
    return isPlain
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.bridge?.setFull(true)
    this.changed.ring()
  }

  /**
   * DISCONNECT goes out behind the acknowledgements; what still comes in is read and thrown away. Rejects where the
   * broker has not closed the connection upon it: whether it has read all acknowledgements is not known then.
   */
  async close(): Promise<void> {
    this.isStopped = true
    this.changed.ring()
    const { bridge, client } = this
    const { clock, receipts, signal } = this.context
    this.client = undefined
    if (client === undefined) return
    bridge?.discardInput()
    const ended = new Promise<true>((resolve) => {
      client.end(bridge === undefined, {}, () => resolve(true))
    })
    const timer = newAbort()
    const late = signal.aborted
      ? clock.sleep(CUT_MS, timer.signal)
      : clock.sleep(LEAVE_MS, AbortSignal.any([timer.signal, signal]))
    const hasEnded = (await Promise.race([ended, late])) === true
    timer.abort()
    bridge?.destroy()
    const isKnown = receipts !== undefined && this.filters.every(({ qos }) => qos === 2)
    if (signal.aborted || isKnown) return
    const problem = hasEnded ? this.brokenLeave : 'the broker does not close the connection'
    if (problem !== undefined) throw new Error(`${problem}: what was acknowledged last may be sent again`)
  }

  accepted(bridge: Bridge, sessionPresent: boolean): void {
    if (this.hasSession && !sessionPresent && !this.options.clean_start) {
      this.context.alarm(
        'session-lost',
        'the broker has lost the session, and the messages that waited in it',
      )
      this.isSubscribed = false
    }
    this.hasSession = true
    if (!sessionPresent) {
      this.context.receipts?.renew()
      this.kept.forget()
      this.isSubscribed = false
    }
    this.bridge = bridge
    this.epoch++
    this.first = 0
    this.heldBytes = 0
    this.acceptedMs = this.context.clock.monotonicMs()
    this.context.assigned(LANE, this.epoch, this.name)
    this.context.state(undefined)
  }

  received(bridge: Bridge, size: number, records: number): void {
    if (bridge !== this.bridge) return
    if (records > 0) this.changed.ring()
    this.throttle()
    const { clock } = this.context
    if (!this.gathering.received(clock.monotonicMs(), size, records)) return
    bridge.setResting(true)
    void clock.sleep(GATHER_MS).then(() => bridge.setResting(false))
  }

  disconnected(reason: number): void {
    if (reason !== SESSION_TAKEN_OVER) return
    const message = 'another client with this client id has taken over the session'
    this.context.alarm('session-taken-over', message)
    this.fail(new FatalSourceError(message))
  }

  down(bridge: Bridge, reason: string | undefined): void {
    const { context, epoch } = this
    const words = reason ?? this.lastError ?? 'the connection was closed'
    this.lastError = undefined
    if (!this.isStopped) context.state(words)
    else if (reason !== undefined || !bridge.isLeaving) this.brokenLeave ??= words
    if (bridge !== this.bridge) return
    this.bridge = undefined
    // Rows of the dead connection are dropped before the broker sends its messages again.
    void context.revoked(LANE, epoch, context.clock.monotonicMs())
    this.watchShortConnections()
    // What it owes can no longer be acknowledged, so nothing is gained by a new connection.
    if (this.isStopped) this.client?.end(true)
    this.changed.ring()
  }

  private connect({ Client, webSocket }: LoadedClient): void {
    const { context, crossing, isV5, options } = this
    const window = Math.min(options.receive_maximum, context.inFlightRecordsMax, windowMax(this.filters))
    const shape = {
      isV5,
      payloadBytesMax: context.payloadBytesMax,
      // Half the window at most, so that the broker sends the other half while this one is worked on.
      batchRecordsMax: Math.max(1, Math.min(BATCH_RECORDS_MAX, window >> 1)),
      isCopy: crossing && ((topic: string, ids: readonly number[]) => crossing.isCopy(topic, ids)),
      wallMs: () => context.clock.wallMs(),
      receipts: context.receipts,
    }
    const suffix = this.share === '' ? '' : `-${this.share}`
    const client = new Client(
      // MQTT.js types its stream by a copy of Node's own.
      () => new Bridge(dial(options, webSocket), this, shape) as unknown as IStream,
      clientOptions(options, this.name, { suffix, receiveMaximum: window }),
    )
    this.client = client
    client.on('error', (error) => (this.lastError = error.message))
    client.on('connect', () => void this.subscribe(client))
  }

  private crossingOf(filters: readonly MqttFilter[]): CrossingFilters | undefined {
    const crossing = this.isV5 ? new CrossingFilters(filters) : undefined
    return crossing !== undefined && crossing.ids.size > 0 ? crossing : undefined
  }

  private async subscribe(client: MqttClient): Promise<void> {
    const { epoch, isSubscribed, owed } = this
    const wanted = isSubscribed ? owed.added : this.filters
    const gone = [...new Set([...owed.gone, ...this.kept.besides(this.filters)])]
    if (wanted.length + gone.length === 0) return
    try {
      await this.kept.asking(wanted)
      await subscribeAll(client, wanted, this.crossing, this.isV5)
      await unsubscribeAll(client, gone)
    } catch (error) {
      // When the connection goes before the answer, the next one subscribes.
      if (error instanceof SubscriptionRefused) this.fail(error)
      else this.context.log.debug(`${this.name}: ${(error as Error).message}`)
      return
    }
    if (epoch !== this.epoch) return
    if (owed === this.owed) this.owed = nothingOwed
    this.isSubscribed = true
    this.changed.ring()
    if (this.owed === nothingOwed) await this.kept.settled(this.filters)
    // A change may have come meanwhile.
    if (this.owed !== nothingOwed) await this.subscribe(client)
  }

  /** Not every broker says that a session was taken over; two workers with one client id then take turns for ever. */
  private watchShortConnections(): void {
    const { alarm, clock } = this.context
    this.shortConnections = clock.monotonicMs() - this.acceptedMs < SHORT_MS ? this.shortConnections + 1 : 0
    if (this.shortConnections === SHORT_CONNECTIONS)
      alarm(
        'short-connections',
        'connections are closed soon after they stand: does another client use this client id?',
      )
  }

  /** The next batch, unless it would go beyond what may be in flight. */
  private take(): Batch | undefined {
    const { bridge, context, first } = this
    if (bridge === undefined) return undefined
    const ready = bridge.readyRecords
    const inFlight = first - bridge.acknowledgements.settledBelow
    if (ready === 0 || (inFlight > 0 && inFlight + ready > context.inFlightRecordsMax)) return undefined
    const { epoch } = this
    const batch = bridge.nextBatch(epoch, first, (bytes) => {
      if (epoch !== this.epoch) return
      this.heldBytes -= bytes
      this.throttle()
    })
    if (batch === undefined) return undefined
    this.first += batch.count
    this.heldBytes += batch.size
    return batch
  }

  /** Reading stops at the limits and goes on when enough is settled. */
  private throttle(): void {
    const { bridge, context } = this
    if (bridge === undefined) return
    const bytes = this.heldBytes + bridge.waitingBytes
    const full =
      this.isStopped ||
      bridge.acknowledgements.waiting >= context.inFlightRecordsMax ||
      bytes >= context.inFlightBytesMax
    bridge.setFull(full)
  }

  private fail(error: Error): void {
    this.failure ??= error
    this.client?.end(true)
    this.changed.ring()
  }
}
