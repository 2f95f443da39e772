import type { Producer } from 'kafkajs'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { kafkajsClient, missingTopics } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { recordsOf, type KafkaRecord } from './record.ts'

const compressions = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const

/** Rows into Kafka by kafkajs, where node-rdkafka is not installed or not wanted. */
export class KafkajsSink implements Sink {
  private readonly options: KafkaConnection
  private producer: Producer | undefined
  private context: SinkContext | undefined
  private readonly topics = new Set<string>()

  constructor(options: KafkaConnection) {
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    await this.close()
    try {
      const { kafka, module } = await kafkajsClient(this.options, context.log)
      const producer = kafka.producer({
        createPartitioner: module.Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
      })
      await producer.connect()
      this.producer = producer
      return { kind: 'open' }
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    const { producer } = this
    if (producer === undefined) return { kind: 'reconnect', message: 'not connected' }
    const { records, rejections } = recordsOf(batch, this.options.message_bytes_max)
    try {
      const missing = await this.missing(records)
      if (missing.length > 0)
        return {
          kind: 'fatal',
          slug: 'sink-misconfigured',
          message: `topic ${missing.join(', ')} does not exist`,
        }
      if (records.length > 0) await this.send(producer, records)
    } catch (error) {
      const { message, type } = error as Error & { type?: string }
      return type === 'MESSAGE_TOO_LARGE'
        ? { kind: 'refused', slug: 'row-too-large', message }
        : { kind: 'retry', message }
    }
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    const { producer } = this
    this.producer = undefined
    await producer?.disconnect().catch(() => undefined)
  }

  private async send(producer: Producer, records: readonly KafkaRecord[]): Promise<void> {
    const byTopic = groupByTopic(records)
    await producer.sendBatch({
      acks: this.options.acks === 'all' ? -1 : 1,
      compression: compressions[this.options.compression],
      topicMessages: [...byTopic].map(([topic, own]) => ({
        topic,
        messages: own.map(({ key, value, headers, timestampMs }) => ({
          key,
          value,
          timestamp: String(Math.floor(timestampMs)),
          ...(headers === undefined ? {} : { headers: { ...headers } }),
        })),
      })),
    })
  }

  private async missing(records: readonly KafkaRecord[]): Promise<readonly string[]> {
    const fresh = [...new Set(records.map((record) => record.topic))].filter(
      (topic) => !this.topics.has(topic),
    )
    if (fresh.length === 0 || this.context === undefined) return []
    const { kafka } = await kafkajsClient(this.options, this.context.log)
    const admin = kafka.admin()
    await admin.connect()
    try {
      const missing = await missingTopics(admin, fresh, this.options)
      for (const topic of fresh) if (!missing.includes(topic)) this.topics.add(topic)
      return missing
    } finally {
      await admin.disconnect()
    }
  }
}

const groupByTopic = (records: readonly KafkaRecord[]): Map<string, KafkaRecord[]> => {
  const byTopic = new Map<string, KafkaRecord[]>()
  for (const record of records) byTopic.set(record.topic, [...(byTopic.get(record.topic) ?? []), record])
  return byTopic
}
