import type { ConsumerSession, SessionParts } from './consumer-session.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import type { OffsetCommit } from './offset-committer.ts'
import type { PartitionLane } from './partition-lane.ts'
import { rdCode, rdCodeOf } from './rdkafka-code.ts'
import { rdkafkaChunk } from './rdkafka-chunk.ts'
import { rdkafkaOptions } from './rdkafka-options.ts'
import { RdkafkaPlacement } from './rdkafka-placement.ts'
import {
  promised,
  type RdConsumer,
  type RdError,
  type RdMessage,
  type RdModule,
  type RdPosition,
} from './rdkafka.ts'
import { requireTopics, withAdmin } from './topic-admin.ts'

const CONNECT_TIMEOUT_MS = 3_000
const CONSUME_WAIT_MS = 50
const CONSUME_RECORDS = 1_000
const COMMIT_TIMEOUT_MS = 5_000
/** Records that are not taken up are held so long; then their partitions are paused. */
const HOLD_MS = 1_000
const PROBE_EVERY_MS = 5_000
const PROBE_TIMEOUT_MS = 1_000

/** A librdkafka consumer: it waits for us when a partition is revoked, and knows cooperative groups and static members. */
export class RdkafkaSession implements ConsumerSession {
  readonly broken: Promise<string>
  private readonly consumer: RdConsumer
  private readonly parts: SessionParts
  private readonly placement: RdkafkaPlacement
  private fail!: (reason: string) => void
  private committed: ((error: RdError | undefined) => void) | undefined
  private readonly ends: Required<RdPosition>[] = []
  private isDown = false
  private closing = false
  private isFatal = false
  private loop: Promise<void> = Promise.resolve()
  private loan: Promise<unknown> = Promise.resolve()

  constructor(parts: SessionParts, module: RdModule) {
    this.parts = parts
    this.broken = new Promise((resolve) => (this.fail = resolve))
    const rebalance = (error: RdError | undefined, partitions: readonly RdPosition[]): void =>
      this.placement.rebalance(error, partitions)
    this.consumer = new module.KafkaConsumer(consumerOptions(parts, rebalance), {
      'auto.offset.reset': 'error',
    })
    this.placement = new RdkafkaPlacement(parts, this.consumer, (reason) => this.fail(reason))
  }

  async start(): Promise<void> {
    const { consumer } = this
    const { context, options, subscription } = this.parts
    // The admin requests of kafkajs serve both clients.
    const { kafka } = await kafkajsClient(options, () => {})
    await withAdmin(kafka, (admin) => requireTopics(admin, subscription.topics, options))
    consumer.on('event.error', (error) => this.complain(error))
    consumer.on('event.log', ({ fac, message }) => {
      if (fac === 'FATAL') this.endFatally(message)
    })
    consumer.on('offset.commit', (error) => this.committed?.(error))
    consumer.on('partition.eof', (end) => this.ends.push(end))
    await promised((done) => consumer.connect({ timeout: CONNECT_TIMEOUT_MS }, done))
    consumer.setDefaultConsumeTimeout(CONSUME_WAIT_MS)
    consumer.subscribe(subscription.topics)
    this.loop = this.consume()
    void this.probe(context.signal)
  }

  async commit(commits: readonly OffsetCommit[]): Promise<void> {
    const late = new AbortController()
    const answer = new Promise<RdError | undefined>((resolve) => (this.committed = resolve))
    this.consumer.commit(commits)
    const timeout = this.parts.context.clock
      .sleep(COMMIT_TIMEOUT_MS, late.signal)
      .then(() => new Error('the commit was not answered'))
    const error = await Promise.race([answer, timeout])
    late.abort()
    if (error) throw error
  }

  stop(): void {
    this.pause(this.parts.intake.lanes)
  }

  /** A new session must begin where the group stands. */
  breakOff(reason: string): void {
    this.fail(reason)
  }

  /**
   * Lets a producer use the consumer in a call, one at a time; undefined where the consumer is being given up. The
   * native code of such a call takes no hold of the consumer: one that is disconnected meanwhile ends the process.
   */
  async lend<T>(use: (consumer: RdConsumer) => Promise<T>): Promise<T | undefined> {
    if (this.closing) return undefined
    const loan = use(this.consumer)
    this.loan = loan.catch(() => undefined)
    return loan
  }

  async close(): Promise<void> {
    this.closing = true
    this.placement.end()
    await this.loop
    await this.loan
    if (!this.consumer.isConnected()) return
    await new Promise<void>((resolve) => this.consumer.disconnect(resolve))
  }

  private async consume(): Promise<void> {
    const { intake } = this.parts
    while (!this.closing) {
      const messages = await this.fetch()
      if (this.closing) return
      for (const [lane, own] of this.byLane(messages)) this.push(lane, own)
      this.passEnds()
      const isTaken = (): boolean =>
        this.closing ||
        intake.stopped ||
        intake.lanes.every((lane) => lane.paused || lane.pending.length === 0)
      if (await intake.drained(isTaken, HOLD_MS)) continue
      this.hold(intake.lanes.filter((lane) => !lane.paused && lane.pending.length > 0))
    }
  }

  /** The next messages; polling is also how librdkafka tells of rebalances and commits. */
  private fetch(): Promise<readonly RdMessage[]> {
    return new Promise((resolve) => {
      try {
        this.consumer.consume(CONSUME_RECORDS, (error, messages) => {
          if (error) this.complain(error)
          resolve(error ? [] : messages)
        })
      } catch (error) {
        this.fail((error as Error).message)
        this.closing = true
        resolve([])
      }
    })
  }

  private byLane(messages: readonly RdMessage[]): Map<PartitionLane, RdMessage[]> {
    const found = new Map<PartitionLane, RdMessage[]>()
    for (const message of messages) {
      const lane = this.parts.intake.lane(message.topic, message.partition)
      // What comes from before a seek or an assignment does not count.
      if (lane === undefined || message.offset < lane.fetched) continue
      const own = found.get(lane)
      if (own === undefined) found.set(lane, [message])
      else own.push(message)
    }
    return found
  }

  private push(lane: PartitionLane, messages: readonly RdMessage[]): void {
    const { context, intake } = this.parts
    const { payloadBytesMax } = context
    intake.push(lane, rdkafkaChunk(messages, { payloadBytesMax, nowMs: context.clock.wallMs() }))
    this.up()
  }

  /** The end of a partition lies behind control and aborted records, which are not handed out. */
  private passEnds(): void {
    for (const { offset, partition, topic } of this.ends.splice(0)) {
      const lane = this.parts.intake.lane(topic, partition)
      if (lane !== undefined) this.parts.intake.pass(lane, offset)
    }
  }

  private hold(lanes: readonly PartitionLane[]): void {
    this.pause(lanes)
    for (const lane of lanes) void this.resumeLater(lane)
  }

  private async resumeLater(lane: PartitionLane): Promise<void> {
    const { intake } = this.parts
    const isTaken = (): boolean => lane.over || this.closing || intake.stopped || lane.pending.length === 0
    while (!(await intake.drained(isTaken, HOLD_MS)));
    if (lane.over || this.closing || intake.stopped) return
    lane.paused = false
    this.quietly(() => this.consumer.resume([{ topic: lane.topic, partition: lane.partition }]))
  }

  private pause(lanes: readonly PartitionLane[]): void {
    for (const lane of lanes) lane.paused = true
    this.quietly(() => this.consumer.pause(lanes.map(({ partition, topic }) => ({ topic, partition }))))
  }

  private complain(error: RdError): void {
    const { context, name } = this.parts
    switch (rdCodeOf(error)) {
      case rdCode.timedOut:
        return
      case rdCode.autoOffsetReset:
        this.placement.checkAll()
        return
      case rdCode.fatal:
        this.endFatally(error.message)
        return
      case rdCode.allBrokersDown:
      case rdCode.authentication:
      case rdCode.topicNotAuthorized:
      case rdCode.groupNotAuthorized:
        this.isDown = true
        context.state(error.message)
        return
      default:
        context.log.debug(`${name}: librdkafka: ${error.message}`)
    }
  }

  private endFatally(reason: string): void {
    if (this.isFatal) return
    this.isFatal = true
    if (/fenced/i.test(reason)) this.parts.fatal(fencedWords(this.parts))
    this.fail(reason)
  }

  private up(): void {
    if (!this.isDown) return
    this.isDown = false
    this.parts.context.state(undefined)
  }

  /** Asks whether the brokers are back, and whether the places of quiet partitions are still in the log. */
  private async probe(signal: AbortSignal): Promise<void> {
    const { clock } = this.parts.context
    while (!this.closing && !signal.aborted) {
      await clock.sleep(PROBE_EVERY_MS, signal)
      if (this.closing) return
      if (this.isDown)
        this.consumer.getMetadata({ timeout: PROBE_TIMEOUT_MS }, (error) => {
          if (!error) this.up()
        })
      else this.placement.checkQuiet()
    }
  }

  private quietly(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.parts.context.log.debug(`${this.parts.name}: ${(error as Error).message}`)
    }
  }
}

/** The static member that a worker is: by its own setting, by its transactions, or as the owner of its partitions. */
const memberOf = ({ context, options, subscription, transactions }: SessionParts): string | undefined =>
  options.group_instance_id ??
  transactions?.member ??
  (context.owner === undefined ? undefined : `${subscription.group}-${String(context.owner.number)}`)

const memberOptions = (member: string | undefined): Record<string, string> =>
  member === undefined ? {} : { 'group.instance.id': member }

/** Two members of one name would throw each other out for ever, so the older one ends. */
const fencedWords = (parts: SessionParts): string => {
  const { context, options, subscription, transactions } = parts
  const own =
    transactions !== undefined
      ? 'a client_id of its own'
      : options.group_instance_id === undefined && context.owner !== undefined
        ? 'a number of its own (--worker)'
        : 'a group_instance_id of its own'
  return `another worker has joined group '${subscription.group}' as '${memberOf(parts) ?? ''}'; give each worker ${own}`
}

/** What the group assigns does not matter where partitions have owners; only the classic protocol leaves that to us. */
const protocolOptions = ({ context, options }: SessionParts): Record<string, unknown> => {
  const { owner } = context
  if (options.group_protocol === 'consumer' && owner === undefined) return { 'group.protocol': 'consumer' }
  return {
    'session.timeout.ms': options.session_timeout_ms,
    'partition.assignment.strategy': owner === undefined ? 'cooperative-sticky' : 'range',
  }
}

const consumerOptions = (
  parts: SessionParts,
  rebalance: (error: RdError | undefined, partitions: readonly RdPosition[]) => void,
): Record<string, unknown> => ({
  ...rdkafkaOptions(parts.options),
  'group.id': parts.subscription.group,
  ...memberOptions(memberOf(parts)),
  ...protocolOptions(parts),
  'enable.auto.commit': false,
  'enable.auto.offset.store': false,
  'enable.partition.eof': true,
  'isolation.level': 'read_committed',
  'fetch.wait.max.ms': 100,
  'max.partition.fetch.bytes': parts.options.fetch_partition_bytes_max,
  'queued.max.messages.kbytes': 32_768,
  rebalance_cb: rebalance,
  offset_commit_cb: true,
})
