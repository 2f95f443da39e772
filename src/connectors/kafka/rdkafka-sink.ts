import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { DeliveryReports } from './delivery-reports.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { rdCode, rdCodeOf } from './rdkafka-code.ts'
import { rdkafkaOptions } from './rdkafka-options.ts'
import { promised, type RdError, type RdMetadata, type RdModule, type RdProducer } from './rdkafka.ts'
import { recordsOf, tooLarge, type KafkaRecord, type KafkaRecords } from './record.ts'
import { createTopics, withAdmin } from './topic-admin.ts'
import { TopicDirectory } from './topic-directory.ts'
import { writeResult } from './write-error.ts'

/** Blocking longer than this would keep other work of Node's thread pool waiting. */
const FLUSH_SLICE_MS = 100
const CONNECT_TIMEOUT_MS = 3_000
const METADATA_TIMEOUT_MS = 2_000
const POLL_MS = 50
const QUEUE_RECORDS_MAX = 100_000
const QUEUE_KBYTES_MAX = 131_072
/** Up to so many topics are asked for one by one, more at once. */
const SINGLE_LOOKS_MAX = 4

/** Rows into Kafka by librdkafka: a batch is produced, flushed as a barrier, and confirmed when no error came. */
export class RdkafkaSink implements Sink {
  private readonly options: KafkaConnection
  private readonly module: RdModule
  private readonly reports = new DeliveryReports()
  private readonly directory: TopicDirectory
  private producer: RdProducer | undefined
  private isBroken = false

  constructor(options: KafkaConnection, module: RdModule) {
    this.options = options
    this.module = module
    const source = {
      look: (topics: readonly string[]) => this.look(topics),
      create: (topics: readonly string[]) => this.create(topics),
    }
    this.directory = new TopicDirectory(source, options.topics.create)
  }

  async open({ log }: SinkContext): Promise<OpenResult> {
    await this.drop()
    const told: RdError[] = []
    try {
      const producer = new this.module.Producer(producerOptions(this.options), topicOptions(this.options))
      producer.on('delivery-report', (error) => {
        if (error) this.reports.note(error)
      })
      producer.on('event.error', (error) => {
        if (told.length < 10) told.push(error)
        if (error.code === rdCode.fatal) this.isBroken = true
        log.debug(`kafka: ${error.message}`)
      })
      await promised((done) => producer.connect({ timeout: CONNECT_TIMEOUT_MS }, done))
      producer.setPollInterval(POLL_MS)
      this.producer = producer
      return { kind: 'open' }
    } catch (error) {
      return openProblem(error as Error, told)
    }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { directory, producer } = this
    if (producer === undefined || this.isBroken) return this.give('the producer is not connected')
    const all = recordsOf(batch, this.options.message_bytes_max)
    const problem = await directory.prepare(all.topics)
    if (problem !== undefined) return problem
    this.reports.reset()
    const records = await directory.withPartition(all)
    const isAll = await this.produce(producer, records, all, signal)
    if (!isAll || !(await this.flush(producer, signal))) return this.give('the write took too long')
    await this.reports.settle(producer)
    const failure = writeResult(this.reports.errors)
    if (failure?.kind === 'fatal') directory.forget()
    if (failure !== undefined) return failure.kind === 'reconnect' ? this.give(failure.message) : failure
    return all.rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: all.rejections }
  }

  async close(): Promise<void> {
    await this.drop()
  }

  /** Queues records, and waits while librdkafka's queue is full; false when the signal was aborted. */
  private async produce(
    producer: RdProducer,
    records: readonly KafkaRecord[],
    { rejections }: KafkaRecords,
    signal: AbortSignal,
  ): Promise<boolean> {
    for (let i = 0; i < records.length;) {
      const error = produceOne(producer, records[i]!)
      if (error === undefined) {
        i++
        continue
      }
      switch (error.code) {
        case rdCode.queueFull:
          if (signal.aborted) return false
          await flushSlice(producer)
          break
        case rdCode.messageTooLarge:
          rejections.push(tooLarge(records[i]!.index, this.options.message_bytes_max))
          i++
          break
        default:
          // What is queued must be through before anything is sent again.
          this.reports.note(error)
          return true
      }
    }
    return true
  }

  /** The barrier: false when the signal came first. */
  private async flush(producer: RdProducer, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const error = await flushSlice(producer)
      if (error === null) return true
      // What is queued is still on its way: a repetition now would be written behind it.
      if (rdCodeOf(error) === rdCode.timedOut) continue
      this.reports.note(error)
      return true
    }
    return false
  }

  /** What is still queued must not be delivered behind a repetition, so the producer goes. */
  private async give(message: string): Promise<WriteResult> {
    await this.drop()
    return { kind: 'reconnect', message }
  }

  private async drop(): Promise<void> {
    const { producer } = this
    this.producer = undefined
    this.isBroken = false
    this.directory.forget()
    if (producer === undefined) return
    await new Promise<void>((resolve) => producer.disconnect(1, resolve))
  }

  private async look(topics: readonly string[]): Promise<Map<string, number>> {
    const { producer } = this
    if (producer === undefined) throw new Error('the producer is not connected')
    const wanted = topics.length > SINGLE_LOOKS_MAX ? [undefined] : topics
    const found = new Map<string, number>()
    for (const topic of wanted) {
      const question = { timeout: METADATA_TIMEOUT_MS, ...(topic !== undefined && { topic }) }
      const answer = await promised<RdMetadata>((done) => producer.getMetadata(question, done))
      for (const { name, partitions } of answer.topics)
        if (partitions.length > 0) found.set(name, partitions.length)
    }
    return new Map(topics.flatMap((topic) => (found.has(topic) ? [[topic, found.get(topic)!]] : [])))
  }

  private async create(topics: readonly string[]): Promise<void> {
    const { kafka } = await kafkajsClient(this.options, () => {})
    await withAdmin(kafka, (admin) => createTopics(admin, topics, this.options))
  }
}

const flushSlice = (producer: RdProducer): Promise<RdError | null> =>
  new Promise((resolve) => producer.flush(FLUSH_SLICE_MS, resolve))

const produceOne = (producer: RdProducer, record: KafkaRecord): RdError | undefined => {
  const { headers, key, partition, timestampMs, topic, value } = record
  const own = headers?.map(([name, one]) => ({ [name]: one }))
  try {
    producer.produce(topic, partition, value, key, timestampMs, undefined, own)
    return undefined
  } catch (error) {
    return error as RdError
  }
}

const openProblem = (error: Error, told: readonly RdError[]): OpenResult => {
  const refused = told.find((one) => writeResult(new Map([[one.code, one.message]]))?.kind === 'fatal')
  if (refused !== undefined) return { kind: 'fatal', slug: 'sink-misconfigured', message: refused.message }
  const { code } = error as Partial<RdError>
  // librdkafka refuses a property, such as a compression that it was built without.
  if (code === undefined) return { kind: 'fatal', slug: 'sink-misconfigured', message: error.message }
  return { kind: 'retry', message: told[0]?.message ?? error.message }
}

const producerOptions = (options: KafkaConnection): object => ({
  ...rdkafkaOptions(options),
  'linger.ms': options.linger_ms,
  'batch.num.messages': 10_000,
  'batch.size': Math.min(1_000_000, options.message_bytes_max),
  'queue.buffering.max.messages': QUEUE_RECORDS_MAX,
  'queue.buffering.max.kbytes': QUEUE_KBYTES_MAX,
  'message.max.bytes': options.message_bytes_max,
  'compression.codec': options.compression,
  'enable.idempotence': options.acks === 'all',
  dr_cb: true,
  'delivery.report.only.error': true,
})

/** In the first argument of the constructor these would do nothing. */
const topicOptions = (options: KafkaConnection): object => ({
  'request.required.acks': options.acks === 'all' ? -1 : 1,
  'message.timeout.ms': options.delivery_timeout_ms,
  // Keys land where Java's and kafkajs's land.
  partitioner: 'murmur2_random',
})
