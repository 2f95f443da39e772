import type { Consumer, EachBatchHandler, EachBatchPayload, Kafka, LogEntry } from 'kafkajs'
import { workerText, type PartitionOwner } from '../../stream/partition-owner.ts'
import type { ConsumerSession, SessionParts } from './consumer-session.ts'
import { kafkajsChunk } from './kafkajs-chunk.ts'
import { kafkajsClient, type KafkajsModule } from './kafkajs-client.ts'
import { KafkajsPlacement } from './kafkajs-placement.ts'
import { KafkajsWatchdog } from './kafkajs-watchdog.ts'
import type { OffsetCommit } from './offset-committer.ts'
import { ownedAssigner } from './owned-partitions.ts'
import type { PartitionLane } from './partition-lane.ts'
import { requireTopics, withAdmin } from './topic-admin.ts'

/** How long a fetch waits at the broker, and so how late a paused partition is read again. */
const FETCH_WAIT_MS = 100
/** A fetch that the engine does not take up is held so long with heartbeats; then its partition is paused. */
const HOLD_MS = 1_000
const HEARTBEAT_MS = 500
/** Fetches of one round wait for each other, so each partition gets a worker. */
const WORKERS = 64
const OUT_OF_RANGE = 'Offset out of range, resetting to default offset'

/**
 * A kafkajs consumer. kafkajs rejoins without waiting for anybody and then reads from the committed offsets; a
 * partition that stays keeps its window and is sought behind it. A fresh one is paused until it is placed.
 */
export class KafkajsSession implements ConsumerSession {
  readonly broken: Promise<string>
  private readonly parts: SessionParts
  private fail!: (reason: string) => void
  private consumer: Consumer | undefined
  private placement: KafkajsPlacement | undefined
  private watchdog: KafkajsWatchdog | undefined
  private memberId: string | undefined
  private joined: (() => void) | undefined
  private ended = false

  constructor(parts: SessionParts) {
    this.parts = parts
    this.broken = new Promise((resolve) => (this.fail = resolve))
  }

  async start(): Promise<void> {
    const { context, options, subscription } = this.parts
    const { kafka, module } = await kafkajsClient(options, (entry) => this.note(entry))
    await withAdmin(kafka, (admin) => requireTopics(admin, subscription.topics, options))
    const consumer = this.newConsumer(kafka, module)
    this.consumer = consumer
    this.placement = new KafkajsPlacement(this.parts, kafka, consumer, this.fail)
    this.watchdog = new KafkajsWatchdog(this.parts, kafka, this.placement, this.fail)
    this.listen(consumer)
    const joined = new Promise<void>((resolve) => (this.joined = resolve))
    await consumer.connect()
    await consumer.subscribe({ topics: [...subscription.topics], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: WORKERS,
      eachBatch: this.take,
    })
    await joined
    void this.watchdog.run(context.signal)
  }

  async commit(commits: readonly OffsetCommit[]): Promise<void> {
    await this.consumer?.commitOffsets(
      commits.map(({ note, offset, partition, topic }) => ({
        topic,
        partition,
        offset: String(offset),
        metadata: note,
      })),
    )
  }

  stop(): void {
    const topics = this.parts.subscription.topics.map((topic) => ({ topic }))
    this.quietly(() => this.consumer?.pause(topics))
  }

  async close(): Promise<void> {
    this.ended = true
    this.placement?.end()
    this.watchdog?.end()
    await this.consumer?.disconnect().catch(() => {})
  }

  private newConsumer(kafka: Kafka, module: KafkajsModule): Consumer {
    const { context, intake, options, subscription } = this.parts
    const { owner } = context
    return kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: options.session_timeout_ms,
      heartbeatInterval: Math.min(3_000, Math.floor(options.session_timeout_ms / 3)),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: options.fetch_partition_bytes_max,
      allowAutoTopicCreation: false,
      ...(owner !== undefined && {
        partitionAssigners: [ownedAssigner(module, owner, () => intake.lanes.length > 0)],
      }),
      // A consumer that has crashed is replaced by a new session, which begins anew.
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    })
  }

  private listen(consumer: Consumer): void {
    const { context, intake } = this.parts
    const { events } = consumer
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.join(payload.memberId, payload.memberAssignment)
      context.state(undefined)
      this.joined?.()
    })
    consumer.on(events.REBALANCING, () => void this.parts.flush())
    consumer.on(events.HEARTBEAT, () => context.state(undefined))
    consumer.on(events.FETCH, () => this.watchdog?.fetched())
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      const lane = intake.lane(payload.topic, payload.partition)
      if (lane !== undefined) intake.pass(lane, Number(payload.lastOffset) + 1)
    })
    consumer.on(events.CRASH, ({ payload }) => this.fail(crashWords(payload.error)))
  }

  private join(memberId: string, assignment: Readonly<Record<string, number[]>>): void {
    const { context, intake, subscription } = this.parts
    const { owner } = context
    const { group } = subscription
    // A member that was thrown out may have lost its partitions to others in between.
    const stayed = memberId === this.memberId
    this.memberId = memberId
    const mine = (lane: PartitionLane): boolean => assignment[lane.topic]?.includes(lane.partition) === true
    for (const lane of intake.lanes)
      if (stayed && mine(lane)) this.seekBehind(lane)
      else intake.lose(lane)
    const fresh = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    )
    if (owner !== undefined && fresh.length === 0)
      context.alarm('no-partition', noPartitionWords(group, owner))
    this.placement?.place(fresh.filter(({ topic, partition }) => !intake.lane(topic, partition)))
  }

  private seekBehind({ fetched, partition, topic }: PartitionLane): void {
    this.consumer?.seek({ topic, partition, offset: String(fetched) })
  }

  private readonly take: EachBatchHandler = async (payload) => {
    const { context, intake } = this.parts
    const { messages, partition, topic } = payload.batch
    const lane = intake.lane(topic, partition)
    const last = messages[messages.length - 1]
    if (lane === undefined || last === undefined || lane.closing || intake.stopped) return
    if (fetchedOffset(payload) !== lane.fetched) {
      this.placement?.check(lane)
      return
    }
    const nextOffset = Number(payload.batch.lastOffset()) + 1
    const { payloadBytesMax } = context
    intake.push(lane, kafkajsChunk(messages, { payloadBytesMax, nextOffset, nowMs: context.clock.wallMs() }))
    payload.resolveOffset(last.offset)
    await this.hold(lane, payload)
  }

  /** Waits until the engine has taken the fetch up; pauses the partition where that takes long. */
  private async hold(lane: PartitionLane, payload: EachBatchPayload): Promise<void> {
    const { context, intake } = this.parts
    const untilMs = context.clock.monotonicMs() + HOLD_MS
    const isTaken = (): boolean => lane.pending.length === 0 || lane.over || intake.stopped
    while (!(await intake.drained(isTaken, HEARTBEAT_MS))) {
      await payload.heartbeat()
      if (!payload.isRunning() || payload.isStale()) return
      if (context.clock.monotonicMs() < untilMs) continue
      this.pause(lane)
      void this.resumeLater(lane, isTaken)
      return
    }
  }

  private pause(lane: PartitionLane): void {
    const { partition, topic } = lane
    lane.paused = true
    this.quietly(() => this.consumer?.pause([{ topic, partitions: [partition] }]))
  }

  private async resumeLater(lane: PartitionLane, isTaken: () => boolean): Promise<void> {
    const { intake } = this.parts
    while (!(await intake.drained(isTaken, HOLD_MS))) if (this.ended) return
    if (lane.over || intake.stopped || this.ended) return
    const { partition, topic } = lane
    lane.paused = false
    this.quietly(() => this.consumer?.resume([{ topic, partitions: [partition] }]))
  }

  /** kafkajs says some things only in its log. */
  private note({ log }: LogEntry): void {
    const { context, intake, name } = this.parts
    context.log.debug(`${name}: kafkajs: ${log.message}`)
    const lane = intake.lane(String(log['topic']), Number(log['partition']))
    if (log.message === OUT_OF_RANGE && lane !== undefined) this.placement?.check(lane)
    else if (log.message.startsWith('Connection error')) context.state(log.message)
  }

  /** Pausing and seeking throw where the consumer has just crashed, which is told elsewhere. */
  private quietly(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.parts.context.log.debug(`${this.parts.name}: ${(error as Error).message}`)
    }
  }
}

const noPartitionWords = (group: string, owner: PartitionOwner): string =>
  `no partition of group '${group}' is read as worker ${workerText(owner)}: another worker has this number, or there are fewer partitions than workers`

/** The offset that kafkajs asked for; it is there, but not in its types. */
const fetchedOffset = ({ batch }: EachBatchPayload): number =>
  Number((batch as unknown as { fetchedOffset: string }).fetchedOffset)

/** kafkajs reads gzip alone; what else a topic is compressed with must be said in words that help. */
const crashWords = ({ message }: Error): string =>
  message.includes('compression not implemented')
    ? `${message} in kafkajs; say client: rdkafka in the connection`
    : message
