import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { DeliveryReports } from './delivery-reports.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { rdCode, rdCodeOf } from './rdkafka-code.ts'
import { flushAll, lookAtTopics, produceAll, producerOptions, topicOptions } from './rdkafka-producing.ts'
import { promised, type RdError, type RdModule, type RdProducer } from './rdkafka.ts'
import { recordsOf } from './record.ts'
import { createTopics, withAdmin } from './topic-admin.ts'
import { TopicDirectory } from './topic-directory.ts'
import { writeResult } from './write-error.ts'

const CONNECT_TIMEOUT_MS = 3_000
const POLL_MS = 50

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
        if (rdCodeOf(error) === rdCode.fatal) this.isBroken = true
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
    const all = recordsOf(batch, this.options)
    const problem = await directory.prepare(all.topics)
    if (problem !== undefined) return problem
    this.reports.reset()
    const records = await directory.withPartition(all)
    const means = { messageBytesMax: this.options.message_bytes_max, reports: this.reports }
    const isAll = await produceAll(producer, records, all.rejections, means, signal)
    if (!isAll || !(await flushAll(producer, this.reports, signal)))
      return this.give('the write took too long')
    await this.reports.settle(producer)
    const failure = writeResult(this.reports.errors)
    if (failure?.kind === 'fatal') directory.forget()
    if (failure !== undefined) return failure.kind === 'reconnect' ? this.give(failure.message) : failure
    return all.rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: all.rejections }
  }

  async close(): Promise<void> {
    await this.drop()
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
    return lookAtTopics(producer, topics)
  }

  private async create(topics: readonly string[]): Promise<void> {
    const { kafka } = await kafkajsClient(this.options, () => {})
    await withAdmin(kafka, (admin) => createTopics(admin, topics, this.options))
  }
}

const openProblem = (error: Error, told: readonly RdError[]): OpenResult => {
  const refused = told.find((one) => writeResult(new Map([[rdCodeOf(one), one.message]]))?.kind === 'fatal')
  if (refused !== undefined) return { kind: 'fatal', slug: 'sink-misconfigured', message: refused.message }
  const { code } = error as Partial<RdError>
  // librdkafka refuses a property, such as a compression that it was built without.
  if (code === undefined) return { kind: 'fatal', slug: 'sink-misconfigured', message: error.message }
  return { kind: 'retry', message: told[0]?.message ?? error.message }
}
