import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { kafkajsClient, missingTopics } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { rdCode, type RdError, type RdModule, type RdProducer } from './rdkafka.ts'
import { recordsOf, type KafkaRecord } from './record.ts'

/** Blocking longer than this would keep other work of Node's thread pool waiting. */
const FLUSH_SLICE_MS = 100
/** Error reports reach JavaScript after flush has ended, some a turn; as many quiet turns mean that there are none. */
const QUIET_TURNS = 3
const CONNECT_TIMEOUT_MS = 10_000
const TOPICS_REMEMBERED_MAX = 10_000

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Rows into Kafka by librdkafka: a batch is produced, flushed as a barrier, and confirmed when no error came. */
export class RdkafkaSink implements Sink {
  private readonly options: KafkaConnection
  private readonly module: RdModule
  private producer: RdProducer | undefined
  private errors: RdError[] = []
  private readonly topics = new Set<string>()
  private context: SinkContext | undefined

  constructor(options: KafkaConnection, module: RdModule) {
    this.options = options
    this.module = module
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    await this.drop()
    const producer = new this.module.Producer(this.globalOptions(), {
      'request.required.acks': this.options.acks === 'all' ? -1 : 1,
      // The lane decides how long to try.
      'message.timeout.ms': 300_000,
    })
    producer.on('delivery-report', (error) => {
      if (error !== null) this.errors.push(error)
    })
    producer.on('event.error', (error) => {
      context.log.debug(`kafka: ${error.message}`)
    })
    const problem = await new Promise<Error | null>((resolve) => {
      producer.connect({ timeout: CONNECT_TIMEOUT_MS }, resolve)
    })
    if (problem !== null) {
      producer.disconnect()
      return { kind: 'retry', message: problem.message }
    }
    producer.setPollInterval(50)
    this.producer = producer
    return { kind: 'open' }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { producer } = this
    if (producer === undefined) return { kind: 'reconnect', message: 'not connected' }
    const { records, rejections } = recordsOf(batch, this.options.message_bytes_max)
    const missing = await this.ensureTopics(producer, records)
    if (missing !== undefined) return missing
    this.errors = []
    for (const record of records) {
      const failed = await this.produce(producer, record, signal)
      if (failed !== undefined) return failed
    }
    for (;;) {
      if (signal.aborted) return this.give('the write took too long')
      const error = await new Promise<Error | null>((resolve) => {
        producer.flush(FLUSH_SLICE_MS, resolve)
      })
      if (error === null) break
    }
    const error = await this.firstError(producer)
    if (error !== undefined) return this.failed(error)
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    await this.drop()
  }

  private globalOptions(): object {
    const { brokers, client_id: clientId, compression, linger_ms: lingerMs, tls, sasl, acks } = this.options
    return {
      'metadata.broker.list': brokers.join(','),
      'client.id': clientId,
      'linger.ms': lingerMs,
      'batch.num.messages': 10_000,
      'queue.buffering.max.messages': 100_000,
      'queue.buffering.max.kbytes': 131_072,
      'message.max.bytes': this.options.message_bytes_max + 65_536,
      'compression.codec': compression,
      // Keys land where Java's and kafkajs's land.
      partitioner: 'murmur2_random',
      'enable.idempotence': acks === 'all',
      dr_cb: true,
      'delivery.report.only.error': true,
      ...(tls === undefined && sasl === undefined
        ? {}
        : {
            'security.protocol': `${sasl === undefined ? '' : 'sasl_'}${tls === undefined ? 'plaintext' : 'ssl'}`,
          }),
      ...(tls?.ca_file === undefined ? {} : { 'ssl.ca.location': tls.ca_file }),
      ...(tls?.cert_file === undefined ? {} : { 'ssl.certificate.location': tls.cert_file }),
      ...(tls?.key_file === undefined ? {} : { 'ssl.key.location': tls.key_file }),
      ...(sasl === undefined
        ? {}
        : {
            'sasl.mechanisms': sasl.mechanism.toUpperCase(),
            'sasl.username': sasl.username,
            'sasl.password': sasl.password,
          }),
    }
  }

  /** Queues a record; waits while librdkafka's queue is full. */
  private async produce(
    producer: RdProducer,
    record: KafkaRecord,
    signal: AbortSignal,
  ): Promise<WriteResult | undefined> {
    const headers =
      record.headers === undefined
        ? undefined
        : Object.entries(record.headers).map(([name, value]) => ({ [name]: value }))
    for (;;) {
      try {
        producer.produce(record.topic, null, record.value, record.key, record.timestampMs, null, headers)
        return undefined
      } catch (error) {
        if ((error as RdError).code !== rdCode.queueFull) return this.failed(error as RdError)
        if (signal.aborted) return this.give('the write took too long')
        await new Promise((resolve) => {
          producer.flush(FLUSH_SLICE_MS, resolve)
        })
      }
    }
  }

  private async firstError(producer: RdProducer): Promise<RdError | undefined> {
    let seen = this.errors.length
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      producer.poll()
      await turn()
      if (this.errors.length > seen) quiet = -1
      seen = this.errors.length
    }
    return this.errors[0]
  }

  /** A report does not say which record it is about, so the whole batch is sent again, in order. */
  private failed(error: RdError): WriteResult {
    switch (error.code) {
      case rdCode.messageTooLarge:
        return { kind: 'refused', slug: 'row-too-large', message: error.message }
      case rdCode.unknownTopic:
      case rdCode.unknownTopicOrPartition:
        this.topics.clear()
        return { kind: 'fatal', slug: 'sink-misconfigured', message: error.message }
      default:
        return { kind: 'retry', message: error.message }
    }
  }

  /** What is still in the producer's queue must not be delivered behind a repetition. */
  private async give(message: string): Promise<WriteResult> {
    await this.drop()
    return { kind: 'reconnect', message }
  }

  private async drop(): Promise<void> {
    const { producer } = this
    this.producer = undefined
    if (producer === undefined) return
    await new Promise<void>((resolve) => {
      producer.disconnect(() => {
        resolve()
      })
    })
  }

  /** Topics are looked up once; one that does not exist is an outage that an operator ends. */
  private async ensureTopics(
    producer: RdProducer,
    records: readonly KafkaRecord[],
  ): Promise<WriteResult | undefined> {
    const fresh = [...new Set(records.map((record) => record.topic))].filter(
      (topic) => !this.topics.has(topic),
    )
    if (fresh.length === 0) return undefined
    try {
      const known = await Promise.all(fresh.map((topic) => this.exists(producer, topic)))
      const missing = await this.create(fresh.filter((_, k) => known[k] !== true))
      if (missing.length > 0)
        return {
          kind: 'fatal',
          slug: 'sink-misconfigured',
          message: `topic ${missing.join(', ')} does not exist`,
        }
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
    if (this.topics.size > TOPICS_REMEMBERED_MAX) this.topics.clear()
    for (const topic of fresh) this.topics.add(topic)
    return undefined
  }

  private exists(producer: RdProducer, topic: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      producer.getMetadata({ topic, timeout: CONNECT_TIMEOUT_MS }, (error, metadata) => {
        if (error !== null) reject(error)
        else resolve(metadata.topics.some((one) => one.name === topic && one.partitions.length > 0))
      })
    })
  }

  /** Makes topics where the operator allows it; gives those that are still missing. */
  private async create(topics: readonly string[]): Promise<readonly string[]> {
    if (topics.length === 0 || !this.options.topics.create || this.context === undefined) return topics
    const { kafka } = await kafkajsClient(this.options, this.context.log)
    const admin = kafka.admin()
    await admin.connect()
    try {
      return await missingTopics(admin, topics, this.options)
    } finally {
      await admin.disconnect()
    }
  }
}
