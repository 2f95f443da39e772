import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection } from '../../stream/sink.ts'
import type { TransactionResult, TransactionLetter } from '../../stream/transaction.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import type { KafkaConnection } from './options.ts'
import { flushAll, lookAtTopics, produceAll } from './rdkafka-producing.ts'
import { rdCode } from './rdkafka-code.ts'
import type { RdConsumer, RdPosition, RdProducer } from './rdkafka.ts'
import { recordsOf, type KafkaRecord } from './record.ts'
import { createTopics, withAdmin } from './topic-admin.ts'
import { TopicDirectory } from './topic-directory.ts'
import type { StepEnd, TransactionalProducer } from './transactional-producer.ts'
import { writeResult } from './write-error.ts'

/** What one transaction holds beside its rows. */
export interface TransactionParts {
  readonly letters: readonly TransactionLetter[]
  readonly offsets: readonly RdPosition[]
  readonly wallMs: number
  /** Lets a call use the consumer; undefined where it is being given up. */
  lend<T>(use: (consumer: RdConsumer) => Promise<T>): Promise<T | undefined>
  /** Whether all its partitions are still ours. */
  isCurrent(): boolean
}

/** As `TransactionResult`, and `fenced`: another worker has this transactional id now. */
export type WriterResult = TransactionResult | { readonly kind: 'fenced'; readonly message: string }

type Sent = { readonly kind: 'sent' } | WriterResult

const LETTER_INDEX = -1
const unnamed = { slug: 'row-refused', message: 'the broker refuses the record' } as const

/** Once a record has failed the producer takes no other one, which says nothing about why. */
const causesOf = (errors: ReadonlyMap<number, string>): ReadonlyMap<number, string> => {
  const causes = new Map([...errors].filter(([code]) => code !== rdCode.state))
  return causes.size === 0 ? errors : causes
}

/** Writes rows, dead letters and offsets of one group in a transaction, or nothing. */
export class TransactionWriter {
  private readonly options: KafkaConnection
  private readonly lettersTo: string
  private readonly transactions: TransactionalProducer
  private readonly directory: TopicDirectory
  private refusal: Omit<Rejection, 'index'> = unnamed
  /** Records that may lie in one batch of the protocol; fewer where a topic takes only small batches. */
  private batchRecordsMax = Infinity

  constructor(options: KafkaConnection, lettersTo: string, transactions: TransactionalProducer) {
    this.options = options
    this.lettersTo = lettersTo
    this.transactions = transactions
    const source = {
      look: async (topics: readonly string[]) => lookAtTopics(await transactions.ready(), topics),
      create: async (topics: readonly string[]) => {
        const { kafka } = await kafkajsClient(options, () => {})
        await withAdmin(kafka, (admin) => createTopics(admin, topics, options))
      },
    }
    this.directory = new TopicDirectory(source, options.topics.create)
  }

  async write(rows: OutputBatch, parts: TransactionParts, signal: AbortSignal): Promise<WriterResult> {
    const all = recordsOf(rows, this.options)
    const letters = parts.letters.map((one) => this.letter(one, parts.wallMs))
    const topics = letters.length === 0 ? all.topics : new Set([...all.topics, this.lettersTo])
    const problem = await this.directory.prepare(topics)
    if (problem?.kind === 'fatal') return problem
    if (problem !== undefined) return { kind: 'retry', message: 'message' in problem ? problem.message : '' }
    const records = await this.directory.withPartition(all)
    if (all.rejections.length > 0) return { kind: 'rejected', rows: all.rejections }
    let producer
    try {
      producer = await this.transactions.ready()
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
    while (!signal.aborted) {
      const sent = await this.send(producer, [...records, ...letters], signal)
      if (sent.kind === 'sent') return this.commit(producer, parts, signal)
      if (sent.kind !== 'rejected' || sent.rows.length > 0) return sent
      const found = await this.findRefused(producer, records, signal)
      if (found !== undefined) return found
    }
    return { kind: 'retry', message: 'the transaction was cut' }
  }

  /** Begins a transaction and has the records in it; where that fails, the transaction is aborted. */
  private async send(
    producer: RdProducer,
    records: readonly KafkaRecord[],
    signal: AbortSignal,
  ): Promise<Sent> {
    const { reports } = this.transactions
    const begun = await this.transactions.begin(producer)
    if (begun.kind !== 'done') return this.failed(producer, begun, undefined)
    const rejections: Rejection[] = []
    const means = { messageBytesMax: this.options.message_bytes_max, reports }
    const step = Math.min(this.batchRecordsMax, Math.max(1, records.length))
    for (let at = 0; at < records.length; at += step) {
      const part = records.slice(at, at + step)
      const isAll = await produceAll(producer, part, rejections, means, signal)
      if (!isAll || !(await flushAll(producer, reports, signal)))
        return this.failed(producer, { kind: 'abort', message: 'the transaction took too long' }, signal)
    }
    await reports.settle(producer)
    if (rejections.length > 0)
      return this.failed(producer, { kind: 'abort', message: '' }, signal, rejections)
    const failure = writeResult(causesOf(reports.errors))
    if (failure === undefined) return { kind: 'sent' }
    if (failure.kind === 'fatal') this.directory.forget()
    const message = 'message' in failure ? failure.message : ''
    const aborted = await this.failed(producer, { kind: 'abort', message }, signal)
    if (aborted.kind !== 'retry') return aborted
    if (failure.kind === 'fatal') return failure
    if (failure.kind !== 'refused') {
      // Nobody knows why it could not send, and one that waits for a broker that is no more never will.
      await this.transactions.drop()
      return aborted
    }
    this.refusal = { slug: failure.slug, message: failure.message }
    return { kind: 'rejected', rows: [] }
  }

  private async commit(
    producer: RdProducer,
    parts: TransactionParts,
    signal: AbortSignal,
  ): Promise<WriterResult> {
    if (!parts.isCurrent()) return this.stale(producer, signal)
    const offsets = await parts.lend((consumer) =>
      this.transactions.sendOffsets(producer, parts.offsets, consumer),
    )
    if (offsets === undefined) return this.stale(producer, signal)
    if (offsets.kind !== 'done') return this.failed(producer, offsets, signal)
    if (!parts.isCurrent()) return this.stale(producer, signal)
    const end = await this.transactions.commit(producer, signal)
    return end.kind === 'done' ? { kind: 'committed' } : this.failed(producer, end, signal)
  }

  private async stale(producer: RdProducer, signal: AbortSignal): Promise<WriterResult> {
    const aborted = await this.failed(producer, { kind: 'abort', message: '' }, signal)
    return aborted.kind === 'retry' ? { kind: 'stale' } : aborted
  }

  /** What a failed step means for the group. With a signal a transaction is open, which is aborted where it can be. */
  private async failed(
    producer: RdProducer,
    end: Exclude<StepEnd, { kind: 'done' }>,
    signal: AbortSignal | undefined,
    rows?: readonly Rejection[],
  ): Promise<WriterResult> {
    if (end.kind === 'abort' && signal !== undefined) {
      const aborted = await this.transactions.abort(producer, signal)
      if (aborted.kind === 'done')
        return rows === undefined ? { kind: 'retry', message: end.message } : { kind: 'rejected', rows }
      return { kind: aborted.kind === 'fenced' ? 'fenced' : 'lost', message: aborted.message }
    }
    return { kind: end.kind === 'fenced' ? 'fenced' : 'lost', message: end.message }
  }

  /**
   * The broker refuses some record and does not say which one: halves are tried in transactions that are aborted,
   * until each guilty one is known. undefined: each alone is fine, and from now on fewer are sent together.
   */
  private async findRefused(
    producer: RdProducer,
    records: readonly KafkaRecord[],
    signal: AbortSignal,
  ): Promise<WriterResult | undefined> {
    const guilty: Rejection[] = []
    const left = [records]
    while (left.length > 0) {
      const part = left.pop()!
      if (part.length === 0) continue
      const sent = await this.send(producer, part, signal)
      if (sent.kind === 'sent') {
        const aborted = await this.failed(producer, { kind: 'abort', message: '' }, signal)
        if (aborted.kind !== 'retry') return aborted
      } else if (sent.kind !== 'rejected') return sent
      else if (part.length > 1) {
        const middle = part.length >> 1
        left.push(part.slice(middle), part.slice(0, middle))
      } else guilty.push({ index: part[0]!.index, ...this.refusal })
    }
    if (guilty.length > 0) return { kind: 'rejected', rows: guilty.sort((a, b) => a.index - b.index) }
    const fewer = Math.floor(Math.min(this.batchRecordsMax, records.length) / 2)
    this.batchRecordsMax = Math.max(1, fewer)
    return fewer > 0
      ? undefined
      : { kind: 'fatal', slug: 'sink-misconfigured', message: `${this.lettersTo} refuses a dead letter` }
  }

  /** By its id, as all dead letters have it in a topic. */
  private letter({ id, line }: TransactionLetter, timestampMs: number): KafkaRecord {
    return {
      index: LETTER_INDEX,
      topic: this.lettersTo,
      partition: null,
      key: Buffer.from(id),
      value: line,
      headers: undefined,
      timestampMs,
    }
  }
}
