import type { Kafka, Message, Producer } from 'kafkajs'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import { kafkajsResult } from './kafkajs-error.ts'
import type { KafkaConnection } from './options.ts'
import { recordsOf, type KafkaRecord } from './record.ts'
import { createTopics, partitionCounts, withAdmin } from './topic-admin.ts'
import { TopicDirectory } from './topic-directory.ts'

const compressions = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const

/** Rows into Kafka by kafkajs, where node-rdkafka is not installed or not wanted. */
export class KafkajsSink implements Sink {
  private readonly options: KafkaConnection
  private readonly directory: TopicDirectory
  private kafka: Kafka | undefined
  private producer: Producer | undefined

  constructor(options: KafkaConnection) {
    this.options = options
    const source = {
      look: (topics: readonly string[]) =>
        withAdmin(this.client(), (admin) => partitionCounts(admin, topics)),
      create: (topics: readonly string[]) =>
        withAdmin(this.client(), (admin) => createTopics(admin, topics, options)),
    }
    this.directory = new TopicDirectory(source, options.topics.create)
  }

  async open({ log }: SinkContext): Promise<OpenResult> {
    await this.close()
    const { compression } = this.options
    if (compression !== 'none' && compression !== 'gzip')
      return {
        kind: 'fatal',
        slug: 'sink-misconfigured',
        message: `kafkajs writes no ${compression}; use gzip or none, or client: rdkafka`,
      }
    try {
      const { kafka, module } = await kafkajsClient(this.options, (entry) =>
        log.debug(`kafkajs: ${entry.log.message}`),
      )
      const producer = kafka.producer({
        createPartitioner: module.Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
      })
      await producer.connect()
      this.kafka = kafka
      this.producer = producer
      return { kind: 'open' }
    } catch (error) {
      const { message } = error as Error
      return (error as Error).name === 'KafkaJSSASLAuthenticationError'
        ? { kind: 'fatal', slug: 'sink-misconfigured', message }
        : { kind: 'retry', message }
    }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { producer } = this
    if (producer === undefined) return { kind: 'reconnect', message: 'the producer is not connected' }
    const writing = this.writeBy(producer, batch)
    if (await endsFirst(writing, signal)) return writing
    // What is under way must not be delivered behind a repetition, so the producer goes; kafkajs cannot be waited for.
    void this.close()
    return { kind: 'reconnect', message: 'the write took too long' }
  }

  private async writeBy(producer: Producer, batch: OutputBatch): Promise<WriteResult> {
    const { directory } = this
    const all = recordsOf(batch, this.options)
    try {
      const problem = await directory.prepare(all.topics)
      if (problem !== undefined) return problem
      const records = await directory.withPartition(all)
      if (records.length > 0) await this.send(producer, records)
    } catch (error) {
      const result = kafkajsResult(error)
      if (result.kind === 'fatal') directory.forget()
      return result
    }
    return all.rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: all.rejections }
  }

  async close(): Promise<void> {
    const { producer } = this
    this.producer = undefined
    this.directory.forget()
    await producer?.disconnect().catch(() => {})
  }

  private async send(producer: Producer, records: readonly KafkaRecord[]): Promise<void> {
    const byTopic = new Map<string, Message[]>()
    for (const record of records) {
      const own = byTopic.get(record.topic)
      if (own === undefined) byTopic.set(record.topic, [messageOf(record)])
      else own.push(messageOf(record))
    }
    await producer.sendBatch({
      acks: this.options.acks === 'all' ? -1 : 1,
      compression: compressions[this.options.compression],
      topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })),
    })
  }

  private client(): Kafka {
    if (this.kafka === undefined) throw new Error('the producer is not connected')
    return this.kafka
  }
}

/** True when the write has ended before the signal is aborted. */
const endsFirst = async (writing: Promise<unknown>, signal: AbortSignal): Promise<boolean> => {
  let stop = (): void => undefined
  const aborted = new Promise<false>((resolve) => {
    stop = () => resolve(false)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  const isFirst = await Promise.race([writing.then(() => true), aborted])
  signal.removeEventListener('abort', stop)
  return isFirst
}

const messageOf = ({ headers, key, partition, timestampMs, value }: KafkaRecord): Message => ({
  key,
  value,
  timestamp: String(timestampMs),
  ...(partition !== null && { partition }),
  ...(headers !== undefined && { headers: Object.fromEntries(headers) }),
})
