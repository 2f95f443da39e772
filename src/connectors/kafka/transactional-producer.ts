import type { Clock } from '../../stream/clock.ts'
import type { Log } from '../../stream/log.ts'
import { DeliveryReports } from './delivery-reports.ts'
import type { KafkaConnection } from './options.ts'
import { rdCode, rdCodeOf } from './rdkafka-code.ts'
import { producerOptions, SLICE_MS, topicOptions } from './rdkafka-producing.ts'
import {
  promised,
  type RdConsumer,
  type RdError,
  type RdModule,
  type RdPosition,
  type RdProducer,
} from './rdkafka.ts'

const CONNECT_TIMEOUT_MS = 3_000
const POLL_MS = 50
const INIT_WITHIN_MS = 30_000
const OFFSETS_TIMEOUT_MS = 10_000
const END_WITHIN_MS = 60_000
const RESUME_AFTER_MS = 10
/** The broker aborts a transaction that lasts longer; we give up before. */
const TRANSACTION_TIMEOUT_MS = 90_000

/**
 * librdkafka's send_offsets_to_transaction heeds no timeout while it waits for the group's coordinator (confluentinc/librdkafka
 * 5456, 5511): it looks again when a connection comes or goes. One that is idle so long is closed, so that it does.
 */
const IDLE_MS = 20_000

/**
 * How a step of a transaction ended. `abort`: it failed and the transaction can be aborted, which leaves nothing
 * behind. `fenced`: another producer with this transactional id has taken over. `unknown`: only a new producer can
 * find out.
 */
export type StepEnd =
  { readonly kind: 'done' } | { readonly kind: 'abort' | 'fenced' | 'unknown'; readonly message: string }

const done: StepEnd = { kind: 'done' }
type Call = (finished: (error: RdError | null | undefined) => void) => void

/** The error of a call, also of one that throws. */
const called = (start: Call): Promise<RdError | null | undefined> =>
  new Promise((resolve) => {
    try {
      start(resolve)
    } catch (problem) {
      resolve(problem as RdError)
    }
  })

const purged = new Set<number>([rdCode.purgedInQueue, rdCode.purgedInFlight])
const fencedCodes = new Set<number>([rdCode.fenced, rdCode.producerFenced, rdCode.invalidProducerEpoch])

const isFenced = ({ code, isFatal, message }: RdError): boolean =>
  (fencedCodes.has(code) && isFatal !== false) ||
  (code === rdCode.fatal && /fenced|newer instance/i.test(message))

const endOf = (error: RdError): StepEnd => {
  const { message } = error
  if (isFenced(error)) return { kind: 'fenced', message }
  return { kind: error.isTxnRequiresAbort === true ? 'abort' : 'unknown', message }
}

/** A librdkafka producer with a transactional id: made when it is needed, and made anew after any indefinite error. */
export class TransactionalProducer {
  readonly reports = new DeliveryReports()
  readonly id: string
  private readonly options: KafkaConnection
  private readonly module: RdModule
  private readonly clock: Clock
  private readonly log: Log
  private producer: RdProducer | undefined
  private starting: Promise<RdProducer> | undefined
  private fatal: string | undefined

  constructor(id: string, options: KafkaConnection, module: RdModule, means: { clock: Clock; log: Log }) {
    this.id = id
    this.options = options
    this.module = module
    this.clock = means.clock
    this.log = means.log
  }

  /**
   * The producer, initialised: whatever an earlier one with this id has left open is committed or aborted by then.
   * Rejects where the brokers do not answer.
   */
  ready(): Promise<RdProducer> {
    if (this.producer !== undefined) return Promise.resolve(this.producer)
    this.starting ??= this.start().finally(() => (this.starting = undefined))
    return this.starting
  }

  async begin(producer: RdProducer): Promise<StepEnd> {
    this.reports.reset()
    if (this.fatal !== undefined)
      return { kind: /fenced/i.test(this.fatal) ? 'fenced' : 'unknown', message: this.fatal }
    return this.step((finished) => producer.beginTransaction(finished))
  }

  sendOffsets(producer: RdProducer, offsets: readonly RdPosition[], consumer: RdConsumer): Promise<StepEnd> {
    return this.step((finished) =>
      producer.sendOffsetsToTransaction(offsets, consumer, OFFSETS_TIMEOUT_MS, finished),
    )
  }

  /** When the signal is aborted, as `abort` too: the next producer with this id finds out. */
  commit(producer: RdProducer, signal: AbortSignal): Promise<StepEnd> {
    return this.resumed((finished) => producer.commitTransaction(SLICE_MS, finished), END_WITHIN_MS, signal)
  }

  abort(producer: RdProducer, signal: AbortSignal): Promise<StepEnd> {
    return this.resumed((finished) => producer.abortTransaction(SLICE_MS, finished), END_WITHIN_MS, signal)
  }

  /** What is under way is left to the next producer with this id. */
  async drop(): Promise<void> {
    const { producer } = this
    this.producer = undefined
    this.fatal = undefined
    if (producer !== undefined) await new Promise<void>((resolve) => producer.disconnect(1, resolve))
  }

  private async start(): Promise<RdProducer> {
    const global = {
      ...producerOptions(this.options),
      'enable.idempotence': true,
      'transactional.id': this.id,
      'transaction.timeout.ms': TRANSACTION_TIMEOUT_MS,
      'connections.max.idle.ms': IDLE_MS,
      // The transaction is what is repeated.
      'linger.ms': 0,
    }
    const topic = { ...topicOptions(this.options), 'request.required.acks': -1 }
    const producer = new this.module.Producer(global, topic)
    producer.on('delivery-report', (error) => {
      // What an abort has dropped is reported late, and must not count for the next transaction.
      if (error && !purged.has(rdCodeOf(error))) this.reports.note(error)
    })
    producer.on('event.error', (error) => this.log.debug(`kafka, ${this.id}: ${error.message}`))
    producer.on('event.log', ({ fac, message }) => {
      if (fac === 'FATAL' && this.producer === producer) this.fatal = message
    })
    await promised((connected) => producer.connect({ timeout: CONNECT_TIMEOUT_MS }, connected))
    producer.setPollInterval(POLL_MS)
    const end = await this.resumed(
      (finished) => producer.initTransactions(SLICE_MS, finished),
      INIT_WITHIN_MS,
    )
    if (end.kind !== 'done') {
      await new Promise<void>((resolve) => producer.disconnect(1, resolve))
      throw new Error(`transactions with id '${this.id}' cannot begin: ${end.message}`)
    }
    this.producer = producer
    return producer
  }

  private async step(start: Call): Promise<StepEnd> {
    const error = await called(start)
    return error ? endOf(error) : done
  }

  /** A call that says when its time is up, and goes on when it is made again. */
  private async resumed(start: Call, withinMs: number, signal?: AbortSignal): Promise<StepEnd> {
    const untilMs = this.clock.monotonicMs() + withinMs
    for (;;) {
      const error = await called(start)
      if (!error) return done
      if (error.isRetriable !== true) return endOf(error)
      if (this.clock.monotonicMs() >= untilMs || signal?.aborted === true)
        return { kind: 'unknown', message: error.message }
      await this.clock.sleep(RESUME_AFTER_MS)
    }
  }
}
