import { randomUUID } from 'node:crypto'
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage, LogEntry } from 'kafkajs'
import { newAbort } from '../../base/abort.ts'
import { Bell } from '../../base/bell.ts'
import type { ChangeContext } from '../../stream/table.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import { errorMessage } from '../error-message.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { partitionCounts, withAdmin } from './topic-admin.ts'

/** How often the ends of the partitions are asked for, and so how late a record is that waits for the table. */
const LOOK_EVERY_MS = 200
const FETCH_WAIT_MS = 100
/** A log that goes on and brings nothing for so long is read anew. */
const STALL_MS = 30_000
/** New partitions are seen within this time. */
const METADATA_AGE_MS = 5_000

type Ends = Awaited<ReturnType<Admin['fetchTopicOffsets']>>

/**
 * One reading of a topic from its beginning and on. kafkajs reads in groups alone, so each reading has one of its
 * own, which commits nothing and is gone with it.
 */
export class TableReading {
  private readonly options: KafkaConnection
  private readonly topic: string
  private readonly context: ChangeContext
  /** The offset behind the last record of each partition. */
  private readonly positions = new Map<number, number>()
  private readonly moved = new Bell()
  private readonly ending = newAbort()
  private readonly signal: AbortSignal
  private reason: string | undefined
  private consumer: Consumer | undefined

  constructor(options: KafkaConnection, topic: string, context: ChangeContext) {
    this.options = options
    this.topic = topic
    this.context = context
    this.signal = AbortSignal.any([this.ending.signal, context.signal])
  }

  /** Resolves when it is to end, rejects where it cannot go on. */
  async run(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      if (this.signal.aborted) resolve()
      this.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      await Promise.race([this.start(), ended])
      await ended
    } finally {
      this.ending.abort()
      await this.consumer?.disconnect().catch(() => {})
    }
    if (this.reason !== undefined && !this.context.signal.aborted) throw new Error(this.reason)
  }

  private async start(): Promise<void> {
    const { kafka } = await kafkajsClient(this.options, (entry) => this.note(entry))
    const there = await withAdmin(kafka, (admin) => partitionCounts(admin, [this.topic]))
    if (!there.has(this.topic)) throw new Error(`topic '${this.topic}' does not exist`)
    if (this.signal.aborted) return
    const consumer = this.newConsumer(kafka)
    this.consumer = consumer
    await consumer.connect()
    await consumer.subscribe({ topics: [this.topic], fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatch: async (payload) => this.take(payload) })
    void this.follow(kafka)
  }

  private newConsumer(kafka: Kafka): Consumer {
    const { client_id, fetch_partition_bytes_max, session_timeout_ms } = this.options
    const consumer = kafka.consumer({
      groupId: `${client_id}-table-${randomUUID()}`,
      sessionTimeout: session_timeout_ms,
      heartbeatInterval: Math.min(3_000, Math.floor(session_timeout_ms / 3)),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: fetch_partition_bytes_max,
      metadataMaxAge: METADATA_AGE_MS,
      allowAutoTopicCreation: false,
      // What has crashed is read anew.
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    })
    const { events } = consumer
    consumer.on(events.GROUP_JOIN, () => this.seek())
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) =>
      this.move(payload.partition, Number(payload.lastOffset) + 1),
    )
    consumer.on(events.CRASH, ({ payload }) => this.fail(crashWords(payload.error)))
    return consumer
  }

  private take({ batch: { messages, partition }, isRunning, isStale }: EachBatchPayload): void {
    if (this.signal.aborted || !isRunning() || isStale()) return
    for (const message of messages) {
      const offset = Number(message.offset)
      // After a rebalance kafkajs begins at the beginning, where older values would count once more.
      if (offset < (this.positions.get(partition) ?? 0)) continue
      this.tell(message)
      this.move(partition, offset + 1)
    }
  }

  private tell({ key, timestamp, value }: KafkaMessage): void {
    const { context, topic } = this
    const message = { key: key ?? undefined, topic, timeMs: Number(timestamp) }
    if (key === null) context.bad(message, 'it has no key')
    else if (value === null) context.change({ value: undefined, message })
    else {
      let row
      try {
        row = parseJsonStrict(value)
      } catch (error) {
        context.bad(message, errorMessage(error))
        return
      }
      context.change({ value: row, message })
    }
  }

  private move(partition: number, offset: number): void {
    if (offset <= (this.positions.get(partition) ?? 0)) return
    this.positions.set(partition, offset)
    this.moved.ring()
  }

  private seek(): void {
    for (const [partition, offset] of this.positions)
      this.consumer?.seek({ topic: this.topic, partition, offset: String(offset) })
  }

  /** Tells again and again up to which time all is told. */
  private async follow(kafka: Kafka): Promise<void> {
    const { clock } = this.context
    while (!this.signal.aborted) {
      try {
        await withAdmin(kafka, (admin) => this.look(admin))
      } catch (error) {
        if (!this.signal.aborted) this.context.state(errorMessage(error))
      }
      await clock.sleep(LOOK_EVERY_MS, this.signal)
    }
  }

  private async look(admin: Admin): Promise<void> {
    const { clock } = this.context
    while (!this.signal.aborted) {
      const timeMs = clock.wallMs()
      const ends = await admin.fetchTopicOffsets(this.topic)
      for (const end of ends) this.checkBounds(end)
      if (await this.reach(ends)) this.context.readTo(timeMs)
      await clock.sleep(LOOK_EVERY_MS, this.signal)
    }
  }

  /** A log that was cut behind what was read, or that is another one by now, is read anew. */
  private checkBounds({ high, low, partition }: Ends[number]): void {
    const position = this.positions.get(partition)
    if (position === undefined) return
    if (Number(low) > position || Number(high) < position)
      this.fail(`partition ${partition} of '${this.topic}' has lost records that were not read`)
  }

  private async reach(ends: Ends): Promise<boolean> {
    const { clock } = this.context
    const isThere = (): boolean =>
      ends.every(({ high, low, partition }) => (this.positions.get(partition) ?? Number(low)) >= Number(high))
    while (!this.signal.aborted) {
      const before = this.told()
      const done = newAbort()
      const either = AbortSignal.any([this.signal, done.signal])
      await Promise.race([this.moved.until(isThere, either), clock.sleep(STALL_MS, either)])
      done.abort()
      if (isThere()) return !this.signal.aborted
      if (this.told() === before) this.fail(`topic '${this.topic}' brings nothing although its log goes on`)
    }
    return false
  }

  private told(): number {
    let sum = 0
    for (const position of this.positions.values()) sum += position
    return sum
  }

  private fail(reason: string): void {
    this.reason ??= reason
    this.ending.abort()
  }

  /** kafkajs says some things only in its log. */
  private note({ log }: LogEntry): void {
    this.context.log.debug(`table '${this.topic}': kafkajs: ${log.message}`)
    if (log.message.startsWith('Connection error')) this.context.state(log.message)
  }
}

/** kafkajs reads gzip alone. */
const crashWords = ({ message }: Error): string =>
  message.includes('compression not implemented')
    ? `${message} in kafkajs, which reads tables: write the topic with gzip or without compression`
    : message
