import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import type { Subscription } from '../../catalog/connector.ts'
import type { Batch } from '../../stream/batch.ts'
import type { Source, SourceContext } from '../../stream/source.ts'
import { KafkaBatch } from './kafka-batch.ts'
import { kafkajsClient, missingTopics } from './kafkajs-client.ts'
import { OffsetWindow } from './offset-window.ts'
import type { KafkaConnection } from './options.ts'

const COMMIT_EVERY_MS = 500
const RETRY_MS = 2_000
const HEARTBEAT_EVERY_MS = 1_000

/** A partition that this member owns. */
interface Lane {
  readonly number: number
  readonly topic: string
  readonly partition: number
  window: OffsetWindow
  /** The offset that may be committed and was not yet. */
  due: bigint | undefined
}

/** Records of a consumer group, one lane per assigned partition; a rebalance begins a new epoch for all of them. */
export class KafkaSource implements Source {
  private readonly name: string
  private readonly options: KafkaConnection
  private readonly topics: readonly string[]
  private readonly group: string
  private readonly startLatest: boolean
  private readonly lanes = new Map<string, Lane>()
  private readonly byNumber: Lane[] = []
  private readonly queue: Batch[] = []
  private context: SourceContext | undefined
  private consumer: Consumer | undefined
  private epoch = 0
  private stopped = false
  private inFlightRecords = 0
  private inFlightBytes = 0
  private wake: (() => void) | undefined
  private moved: (() => void) | undefined
  private committing: Promise<void> = Promise.resolve()
  private readonly ended = new AbortController()

  constructor(name: string, options: KafkaConnection, subscriptions: readonly Subscription[]) {
    this.name = name
    this.options = options
    this.topics = [...new Set(subscriptions.flatMap((subscription) => subscription.topics))]
    const own = subscriptions.map((subscription) => subscription.options)
    const group = own.map((one) => one['group']).find((one) => typeof one === 'string')
    this.group = typeof group === 'string' ? group : (options.group ?? `${options.client_id}-${name}`)
    this.startLatest = own.some((one) => one['start'] === 'latest')
  }

  async open(context: SourceContext): Promise<void> {
    this.context = context
    const { kafka } = await kafkajsClient(this.options, context.log)
    while (!context.signal.aborted && !this.stopped) {
      try {
        await this.prepare(kafka)
        await this.run(kafka, context)
        return
      } catch (error) {
        context.state((error as Error).message)
        await this.consumer?.disconnect().catch(() => undefined)
        await context.clock.sleep(RETRY_MS, context.signal)
      }
    }
  }

  async read(): Promise<Batch | undefined> {
    for (;;) {
      const batch = this.queue.shift()
      if (batch !== undefined) return batch
      if (this.stopped) return undefined
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  commit(lane: number, epoch: number, below: number): void {
    const owned = this.byNumber[lane]
    if (owned === undefined || epoch !== this.epoch) return
    const before = owned.window.waiting
    const offset = owned.window.settle(below)
    if (offset === undefined) return
    owned.due = offset
    this.inFlightRecords -= before - owned.window.waiting
    this.notifyMoved()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.wake?.()
    this.notifyMoved()
  }

  async close(): Promise<void> {
    this.stopped = true
    this.ended.abort()
    this.wake?.()
    this.notifyMoved()
    await this.commitDue()
    await this.consumer?.disconnect().catch(() => undefined)
    this.consumer = undefined
  }

  /** Topics must exist; a group without offsets begins where the stream says. */
  private async prepare(kafka: Kafka): Promise<void> {
    const admin = kafka.admin()
    await admin.connect()
    try {
      const missing = await missingTopics(admin, this.topics, this.options)
      if (missing.length > 0) throw new Error(`topic ${missing.join(', ')} does not exist`)
      if (this.startLatest) await this.startAtEnd(admin)
    } finally {
      await admin.disconnect()
    }
  }

  private async startAtEnd(admin: ReturnType<Kafka['admin']>): Promise<void> {
    const committed = await admin.fetchOffsets({ groupId: this.group, topics: [...this.topics] })
    for (const { topic, partitions } of committed) {
      const fresh = new Set(partitions.filter((one) => one.offset === '-1').map((one) => one.partition))
      if (fresh.size === 0) continue
      const ends = (await admin.fetchTopicOffsets(topic)).filter((one) => fresh.has(one.partition))
      await admin.setOffsets({
        groupId: this.group,
        topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
      })
    }
  }

  private async run(kafka: Kafka, context: SourceContext): Promise<void> {
    const consumer = kafka.consumer({
      groupId: this.group,
      sessionTimeout: this.options.session_timeout_ms,
      heartbeatInterval: Math.min(3_000, Math.floor(this.options.session_timeout_ms / 3)),
      maxWaitTimeInMs: 100,
      allowAutoTopicCreation: false,
      retry: { retries: 5, restartOnFailure: async () => !this.stopped },
    })
    this.consumer = consumer
    const joined = new Promise<void>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        this.assign(payload.memberAssignment, context)
        resolve()
      })
    })
    consumer.on(consumer.events.REBALANCING, () => {
      void this.commitDue()
    })
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      context.state(payload.error.message)
    })
    await consumer.connect()
    await consumer.subscribe({ topics: [...this.topics], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 4,
      eachBatch: (payload) => this.take(payload, context),
    })
    await Promise.race([
      joined,
      new Promise<void>((resolve) => {
        context.signal.addEventListener('abort', () => {
          resolve()
        })
      }),
    ])
    void this.commitLoop(context)
  }

  /** kafkajs reads again from the committed offsets at every join, so all lanes begin anew. */
  private assign(assignment: Readonly<Record<string, number[]>>, context: SourceContext): void {
    const nowMs = context.clock.monotonicMs()
    for (const lane of this.lanes.values()) void context.revoked(lane.number, this.epoch, nowMs)
    this.lanes.clear()
    this.queue.length = 0
    this.inFlightRecords = 0
    this.inFlightBytes = 0
    this.epoch++
    for (const [topic, partitions] of Object.entries(assignment))
      for (const partition of partitions) this.own(topic, partition, context)
    context.state(undefined)
    this.notifyMoved()
  }

  private own(topic: string, partition: number, context: SourceContext): void {
    const id = `${topic}/${String(partition)}`
    const known = this.byNumber.find((lane) => lane.topic === topic && lane.partition === partition)
    const lane: Lane = known ?? {
      number: this.byNumber.length,
      topic,
      partition,
      window: new OffsetWindow(),
      due: undefined,
    }
    if (known === undefined) this.byNumber.push(lane)
    lane.window = new OffsetWindow()
    lane.due = undefined
    this.lanes.set(id, lane)
    context.assigned(lane.number, this.epoch, id)
  }

  /** Takes a fetch; returns when there is room for more, with heartbeats while it waits. */
  private async take(
    { batch, heartbeat, isRunning, isStale }: EachBatchPayload,
    context: SourceContext,
  ): Promise<void> {
    const lane = this.lanes.get(`${batch.topic}/${String(batch.partition)}`)
    if (lane === undefined || this.stopped || batch.messages.length === 0) return
    const { epoch } = this
    const size = batch.messages.reduce((sum, message) => sum + (message.value?.length ?? 0), 0)
    const first = lane.window.next
    for (const message of batch.messages) lane.window.add(BigInt(message.offset))
    this.inFlightRecords += batch.messages.length
    this.inFlightBytes += size
    const release = (): void => {
      if (epoch !== this.epoch) return
      this.inFlightBytes -= size
      this.notifyMoved()
    }
    const { topic, partition, messages } = batch
    const { payloadBytesMax } = context
    this.queue.push(
      new KafkaBatch({
        lane: lane.number,
        epoch,
        first,
        topic,
        partition,
        messages,
        payloadBytesMax,
        release,
      }),
    )
    this.wake?.()
    while (this.isFull(context) && epoch === this.epoch && isRunning() && !isStale() && !this.stopped) {
      await this.waitForMove(context)
      await heartbeat()
    }
  }

  private isFull(context: SourceContext): boolean {
    return (
      this.inFlightRecords >= context.inFlightRecordsMax || this.inFlightBytes >= context.inFlightBytesMax
    )
  }

  private async waitForMove(context: SourceContext): Promise<void> {
    const timer = new AbortController()
    const moved = new Promise<void>((resolve) => (this.moved = resolve))
    await Promise.race([moved, context.clock.sleep(HEARTBEAT_EVERY_MS, timer.signal)])
    timer.abort()
  }

  private notifyMoved(): void {
    const { moved } = this
    this.moved = undefined
    moved?.()
  }

  private async commitLoop(context: SourceContext): Promise<void> {
    while (!this.ended.signal.aborted && !context.signal.aborted) {
      await context.clock.sleep(COMMIT_EVERY_MS, this.ended.signal)
      await this.commitDue()
    }
  }

  /** Commits what is settled; a failure is harmless, since the next commit says more. */
  private commitDue(): Promise<void> {
    this.committing = this.committing.then(async () => {
      const { consumer, context } = this
      const due = [...this.lanes.values()].flatMap((lane) =>
        lane.due === undefined ? [] : [{ lane, offset: lane.due }],
      )
      if (consumer === undefined || due.length === 0) return
      try {
        await consumer.commitOffsets(
          due.map(({ lane, offset }) => ({
            topic: lane.topic,
            partition: lane.partition,
            offset: offset.toString(),
          })),
        )
        for (const { lane, offset } of due) if (lane.due === offset) lane.due = undefined
      } catch (error) {
        context?.log.debug(`${this.name}: offsets could not be committed: ${(error as Error).message}`)
      }
    })
    return this.committing
  }
}
