import { errorWords } from '../../base/error-words.ts'
import type { OutputBatch, RowPlace, TargetShape } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { positionsOf } from '../positions-of.ts'
import { isCountable, JournalPosition } from './journal-position.ts'
import type { KafkaConnection } from './options.ts'
import { PickedRows } from './picked-rows.ts'
import { loadRdkafka, type RdModule } from './rdkafka.ts'
import { TransactionWriter, type TransactionParts, type WriterResult } from './transaction-writer.ts'
import { TransactionalProducer } from './transactional-producer.ts'

const misconfigured = (message: string): OpenResult & WriteResult => ({
  kind: 'fatal',
  slug: 'sink-misconfigured',
  message,
})

/** What writes the rows of one journal. */
interface Writing {
  readonly log: string
  readonly position: JournalPosition
  readonly producer: TransactionalProducer
  readonly writer: TransactionWriter
}

/**
 * Rows of the journal into Kafka, and how far they are written, in one transaction: a reader of committed records sees
 * each once, whatever is written again after a crash.
 */
export class PositionedKafkaSink implements Sink {
  private readonly options: KafkaConnection
  private readonly lane: string
  private readonly topic: string
  private module: RdModule | undefined
  private context: SinkContext | undefined
  private writing: Writing | undefined

  constructor(options: KafkaConnection, target: TargetShape) {
    this.options = options
    this.lane = positionsOf(target) ?? ''
    const { topic } = target.constants
    this.topic = typeof topic === 'string' ? topic : ''
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    this.module ??= await loadRdkafka()
    return this.module === undefined || this.options.client === 'kafkajs'
      ? misconfigured("guarantee = 'effectively once' needs node-rdkafka, and `client: rdkafka` or `auto`")
      : { kind: 'open' }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const places = Array.from({ length: batch.count }, (_, i) => batch.place?.(i))
    const [first] = places
    if (first === undefined) return misconfigured('the rows are in no journal')
    let writing
    try {
      writing = await this.ready(first.log)
      if (!(await writing.position.learn(first))) return misconfigured(this.beyond(writing))
    } catch (error) {
      await this.close()
      return { kind: 'reconnect', message: errorWords(error) }
    }
    const { position } = writing
    const indexes = places.flatMap((place, i) =>
      place !== undefined && position.isWritten(place) ? [] : [i],
    )
    if (indexes.length === 0) return { kind: 'written' }
    const last = places[indexes.at(-1)!]
    if (last === undefined || !isCountable(last)) return one(batch.count, uncountable)
    return this.inTransaction(writing, new PickedRows(batch, indexes), last, signal)
  }

  async close(): Promise<void> {
    const { writing } = this
    this.writing = undefined
    if (writing === undefined) return
    await writing.producer.drop()
    await writing.position.close()
  }

  private async ready(log: string): Promise<Writing> {
    const { context, module, options } = this
    if (this.writing?.log === log) return this.writing
    await this.close()
    if (module === undefined || context === undefined) throw new Error('not open')
    const id = `sluice ${log} ${this.lane}`
    const producer = new TransactionalProducer(id, options, module, context)
    const position = new JournalPosition(id, this.topic, options, module)
    const writer = new TransactionWriter(options, '', producer)
    // What an earlier producer has left open is decided by then, so the position is the last one.
    await producer.ready()
    await position.connect()
    this.writing = { log, position, producer, writer }
    return this.writing
  }

  private async inTransaction(
    { position, producer, writer }: Writing,
    rows: PickedRows,
    last: RowPlace,
    signal: AbortSignal,
  ): Promise<WriteResult> {
    const offsets = position.behind(last)
    const parts: TransactionParts = {
      letters: [],
      offsets,
      wallMs: 0,
      // A lane closes its sink between writes only.
      lend: (use) => use(position.consumer),
      isCurrent: () => true,
    }
    const result = await writer.write(rows, parts, signal)
    if (result.kind === 'committed') position.moved(offsets)
    else if (result.kind === 'lost') {
      position.forget()
      await producer.drop()
    }
    return this.told(result, rows)
  }

  private told(result: WriterResult, rows: PickedRows): WriteResult {
    switch (result.kind) {
      case 'committed':
        return { kind: 'written' }
      case 'rejected':
        return one(rows.count, { ...result.rows[0]!, index: rows.index(0) })
      case 'retry':
      case 'fatal':
        return result
      case 'fenced':
        return misconfigured(`another producer has taken over the transactional id: ${result.message}`)
      case 'lost':
        return { kind: 'unknown', message: result.message }
      case 'stale':
        return { kind: 'retry', message: 'the transaction was given up' }
    }
  }

  private beyond({ position }: Writing): string {
    return `the group '${position.group}' says that more of the journal is written than there is of it: an old copy was put back. Rows of ${this.topic} must be looked at by hand; without that group the lane goes on, and may write rows again`
  }
}

const uncountable: Rejection = { index: 0, slug: 'row-refused', message: 'too many rows in one frame' }

/** Nothing may be written behind a row before its dead letter is safe: the lane halves, until the row is alone. */
const one = (count: number, rejection: Rejection): WriteResult =>
  count === 1
    ? { kind: 'rejected', rows: [{ ...rejection, index: 0 }] }
    : { kind: 'refused', slug: rejection.slug, message: rejection.message }
