import type { Subscription } from '../../catalog/connector.ts'
import type { SourceContext } from '../../stream/source.ts'
import type {
  LanePosition,
  TransactionalSource,
  TransactionGroup,
  TransactionResult,
} from '../../stream/transaction.ts'
import type { SessionParts } from './consumer-session.ts'
import type { KafkaConnection } from './options.ts'
import type { PartitionLane } from './partition-lane.ts'
import { loadRdkafka } from './rdkafka.ts'
import { RdkafkaSession } from './rdkafka-session.ts'
import { KafkaSource } from './source.ts'
import { TransactionalProducer } from './transactional-producer.ts'
import { TransactionWriter, type TransactionParts, type WriterResult } from './transaction-writer.ts'

interface Writing {
  readonly producer: TransactionalProducer
  readonly writer: TransactionWriter
}

/**
 * A Kafka source that writes what its records cause, and its offsets, in one transaction. A worker is a static member
 * named by its client id, so that the broker checks who commits; the client id also is a part of the transactional id.
 */
export class TransactionalKafkaSource extends KafkaSource implements TransactionalSource {
  private readonly lettersTo: string
  private context: SourceContext | undefined
  private writing: Writing | undefined
  private current: Promise<unknown> = Promise.resolve()

  constructor(
    name: string,
    options: KafkaConnection,
    subscriptions: readonly Subscription[],
    lettersTo: string,
  ) {
    super(name, options, subscriptions)
    this.lettersTo = lettersTo
  }

  override async open(context: SourceContext): Promise<void> {
    this.context = context
    await super.open(context)
  }

  override async close(): Promise<void> {
    await this.current
    await super.close()
    await this.writing?.producer.drop()
  }

  transact(group: TransactionGroup, signal: AbortSignal): Promise<TransactionResult> {
    const transaction = this.inTransaction(group, signal)
    this.current = transaction
    return transaction
  }

  protected override partsOf(parts: SessionParts): SessionParts {
    const idle = async (): Promise<void> => {
      await this.current
    }
    return { ...parts, transactions: { member: this.options.client_id, idle } }
  }

  /** An earlier transaction with our id is settled before the group is asked where it stands. */
  protected override async prepare(): Promise<void> {
    // One that is under way would end the lanes of the next session.
    await this.current
    this.writing ??= await this.start()
    await this.writing.producer.ready()
  }

  private async start(): Promise<Writing> {
    const { context, options, subscription } = this
    const module = await loadRdkafka()
    if (module === undefined) throw new Error('exactly once needs node-rdkafka, which is not installed')
    if (context === undefined) throw new Error('not open')
    const id = `${options.client_id}-${subscription.group}`
    const producer = new TransactionalProducer(id, options, module, context)
    return { producer, writer: new TransactionWriter(options, this.lettersTo, producer) }
  }

  private async inTransaction(group: TransactionGroup, signal: AbortSignal): Promise<TransactionResult> {
    const { context, session, writing } = this
    if (!(session instanceof RdkafkaSession) || writing === undefined || context === undefined)
      return { kind: 'retry', message: 'not connected' }
    const places = this.places(group.positions)
    if (places === undefined) return { kind: 'stale' }
    const offsets = places.map(({ lane: { partition, topic }, offset }) => ({ topic, partition, offset }))
    const isCurrent = (): boolean => places.every(({ lane }) => !lane.over)
    const parts: TransactionParts = {
      letters: group.letters,
      offsets,
      wallMs: context.clock.wallMs(),
      lend: (use) => session.lend(use),
      isCurrent,
    }
    const result = await writing.writer.write(group.rows, parts, signal)
    if (result.kind === 'committed') for (const { lane, offset } of places) lane.committed = offset
    return this.follow(result, writing)
  }

  private async follow(result: WriterResult, { producer }: Writing): Promise<TransactionResult> {
    if (result.kind !== 'fenced' && result.kind !== 'lost') return result
    await producer.drop()
    if (result.kind === 'fenced') this.endFenced(producer.id)
    // All at once, so that no lane begins in between: whoever is in session by now begins anew.
    const { intake, session } = this
    for (const lane of intake?.lanes ?? []) intake?.lose(lane)
    if (session instanceof RdkafkaSession)
      session.breakOff(`a transaction must be settled: ${result.message}`)
    return { kind: 'lost', message: result.message }
  }

  /** The other worker goes on where we have committed, so ending is all that is left. */
  private endFenced(id: string): void {
    this.fatal?.(
      `another worker has taken over the transactional id '${id}'; give each worker a client_id of its own`,
    )
  }

  /** The offsets of positions; undefined where one of the lanes is over. */
  private places(
    positions: readonly LanePosition[],
  ): readonly { readonly lane: PartitionLane; readonly offset: number }[] | undefined {
    const places = positions.map(({ below, epoch, lane: number }) => {
      const lane = this.intake?.current(number, epoch)
      return lane && { lane, offset: lane.window.offsetOf(below) }
    })
    return places.every((place) => place !== undefined) ? places : undefined
  }
}
