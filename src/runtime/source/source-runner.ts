import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import { Bell } from '../../base/bell.ts'
import { Quota } from '../../base/quota.ts'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import { Outage } from '../../delivery/outage.ts'
import type { Receipts } from '../../stream/receipts.ts'
import type { Source, SourceContext, Subscription } from '../../stream/source.ts'
import { FatalSourceError } from '../../stream/source.ts'
import type { BatchEvaluation } from '../evaluation/batch-evaluation.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import { within } from '../within.ts'
import { SourceLanes } from './source-lanes.ts'
import type { SourceShape } from './source-shape.ts'

export interface SourceSnapshot {
  readonly name: string
  readonly state: 'opening' | 'open' | 'down' | 'ended'
  readonly reason: string | undefined
  readonly inFlightRecords: number
  readonly inFlightBytes: number
  readonly unrouted: number
}

const plain = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${String(value)}n` : value

const sameSubscriptions = (a: readonly Subscription[], b: readonly Subscription[]): boolean =>
  JSON.stringify(a, plain) === JSON.stringify(b, plain)

/** Runs one source: opens it, reads it to the end, opens it anew where it breaks, and closes it in order. */
export class SourceRunner {
  readonly name: string
  readonly outage: Outage
  /** The source has ended by itself. */
  ended = false
  /** Why the worker should end: the source may not be opened anew. */
  fatal: string | undefined
  isOpen = false
  readonly changed = new Bell()
  private shape: SourceShape
  private readonly options: ConnectionOptions
  readonly evaluation: BatchEvaluation
  private readonly context: RuntimeContext
  private readonly quota: Quota
  private readonly opening = newAbort()
  private source: Source | undefined
  private lanes: SourceLanes | undefined
  private stopping = false
  private isReopening = false
  private running: Promise<void> | undefined

  constructor(
    shape: SourceShape,
    options: ConnectionOptions,
    evaluation: BatchEvaluation,
    context: RuntimeContext,
  ) {
    const { clock, limits, log, signal } = context
    this.name = shape.connection
    this.shape = shape
    this.options = options
    this.evaluation = evaluation
    this.context = context
    this.outage = new Outage(this.name, clock, log, limits.outageRepeatMs)
    this.quota = new Quota(limits.inFlightRecordsMax * 2, limits.inFlightBytesMax * 2)
    signal.addEventListener('abort', () => this.opening.abort(), { once: true })
  }

  start(): void {
    this.running = this.run()
  }

  /** Takes no more records; resolves when what was read has been evaluated. */
  async stop(): Promise<void> {
    this.stopping = true
    if (!this.isOpen) this.opening.abort()
    else await this.source?.stop().catch((error: unknown) => this.complain('stopping', error))
    await this.running
  }

  get key(): string {
    return this.shape.key
  }

  /** Names of the streams that it serves. */
  get streams(): readonly string[] {
    return this.shape.subscriptions.map(({ stream }) => stream)
  }

  /** Whether another program wants the same records of this source. */
  isSame({ hasLocal, isLocal, subscriptions }: SourceShape): boolean {
    const { shape } = this
    const isSameMode = isLocal === shape.isLocal && hasLocal === shape.hasLocal
    return isSameMode && sameSubscriptions(shape.subscriptions, subscriptions)
  }

  /** Reads what another program wants; opens the source anew where it cannot change that as it runs. */
  async change(shape: SourceShape): Promise<'changed' | 'reopened'> {
    const { hasLocal, isLocal } = this.shape
    this.shape = shape
    const { source } = this
    if (!this.isOpen || source === undefined) return 'changed'
    const isChanged = (await source.change?.(shape.subscriptions)) === true
    if (isChanged && isLocal === shape.isLocal && hasLocal === shape.hasLocal) return 'changed'
    await this.reopen()
    return 'reopened'
  }

  /** Reads no more, waits a while until what was read is settled, and opens the source anew. */
  async reopen(): Promise<void> {
    if (!this.isOpen || this.stopping) return
    this.isReopening = true
    await this.source?.stop().catch((error: unknown) => this.complain('stopping', error))
  }

  /** No stream reads this source any more: takes leave of the server, delivers what was read, and closes. */
  async retire(): Promise<void> {
    await this.source?.change?.([]).catch((error: unknown) => this.complain('unsubscribing', error))
    await this.stop()
    await this.settled()
    await this.close()
  }

  /** Writes outstanding acknowledgements and leaves; false where the other side may not have them all. */
  async close(): Promise<boolean> {
    const isLeft = await this.closeSource()
    this.lanes?.abandon()
    return isLeft
  }

  snapshot(): SourceSnapshot {
    const { reason } = this.outage
    const state = this.ended ? 'ended' : reason !== undefined ? 'down' : this.isOpen ? 'open' : 'opening'
    const { items, bytes } = this.quota
    const { unrouted } = this.evaluation
    return { name: this.name, state, reason, inFlightRecords: items, inFlightBytes: bytes, unrouted }
  }

  private async run(): Promise<void> {
    const { clock, limits, random } = this.context
    const backoff = new Backoff({ minMs: limits.backoffMinMs, maxMs: limits.backoffMaxMs, random })
    while (!this.stopping && !this.ended) {
      try {
        await this.runOnce()
        if (this.isReopening && !this.stopping) await this.leave()
        else this.ended = !this.stopping
      } catch (error) {
        if (this.stopping) return
        this.outage.down(errorWords(error))
        this.context.alarm('source-failed', `${this.name}: ${errorWords(error)}`)
        await this.closeSource()
        this.lanes?.endAll()
        if (error instanceof FatalSourceError) {
          this.fatal = `${this.name}: ${error.message}`
          this.ended = true
        } else await clock.sleep(backoff.nextMs(), this.opening.signal)
      }
      this.changed.ring()
    }
  }

  /** Closes in order before the source is opened anew; what is not settled comes again. */
  private async leave(): Promise<void> {
    this.isReopening = false
    await this.settled()
    await this.closeSource()
    this.lanes?.abandon()
  }

  private async settled(): Promise<void> {
    const { clock, limits, signal } = this.context
    const late = newAbort()
    const timer = clock.sleep(limits.closeTimeoutMs, late.signal)
    await Promise.race([this.quota.empty(signal), timer])
    late.abort()
  }

  /** From open to the source's end; throws where the source breaks its contract. */
  private async runOnce(): Promise<void> {
    const { shape } = this
    const { durability } = this.context
    const source = this.create(shape)
    const receiptsOf = durability !== undefined && shape.isLocal ? shape.key : undefined
    this.lanes = new SourceLanes(this.name, source, this.quota, this.context, receiptsOf)
    this.source = source
    const receipts = receiptsOf === undefined ? undefined : durability?.receipts.of(receiptsOf)
    await source.open(this.sourceContext(this.lanes, receipts))
    if (this.stopping) return
    this.isOpen = true
    this.outage.up()
    this.changed.ring()
    // Another program may have come while it was opened.
    if (shape !== this.shape) await this.change(this.shape)
    await this.read(source, this.lanes)
  }

  private create({ connection, entry, key, subscriptions }: SourceShape): Source {
    const lane = this.context.transactions.laneOf(key)
    if (lane === undefined || entry.transactions === undefined)
      return entry.create(connection, this.options, subscriptions)
    const source = entry.transactions.create(connection, this.options, subscriptions, lane.lettersTo)
    lane.bind(source, () => this.lanes?.endAll())
    return source
  }

  private async read(source: Source, lanes: SourceLanes): Promise<void> {
    const { failpoint, signal } = this.context
    while (await this.quota.room(signal)) {
      const batch = await source.read()
      if (batch === undefined) return
      failpoint('after-read')
      const lane = lanes.of(batch)
      if (lane === undefined) {
        batch.release()
        continue
      }
      lane.receive(batch)
      await this.evaluation.evaluate(lane, batch)
    }
  }

  private sourceContext(lanes: SourceLanes, receipts: Receipts | undefined): SourceContext {
    const { alarm, clock, durability, limits, log, worker } = this.context
    const owner =
      durability !== undefined && this.shape.hasLocal
        ? {
            ...worker,
            journal: durability.journal.identity.id,
            keepsRows: () => durability.keepsRows,
          }
        : undefined
    return {
      clock,
      log,
      signal: this.opening.signal,
      inFlightRecordsMax: limits.inFlightRecordsMax,
      inFlightBytesMax: limits.inFlightBytesMax,
      payloadBytesMax: limits.payloadBytesMax,
      ...(receipts === undefined ? {} : { receipts }),
      ...(owner === undefined ? {} : { owner }),
      ...(durability === undefined ? {} : { memory: durability.memories.of(this.shape.key) }),
      assigned: (lane, epoch, name) => lanes.assigned(lane, epoch, name),
      revoked: (lane, epoch, deadlineMs) => lanes.revoked(lane, epoch, deadlineMs),
      state: (down) => (down === undefined ? this.outage.up() : this.outage.down(down)),
      alarm: (name, message) => alarm(name, `${this.name}: ${message}`),
    }
  }

  /** False where it did not end in order. */
  private async closeSource(): Promise<boolean> {
    const source = this.source
    this.source = undefined
    this.isOpen = false
    if (source === undefined) return true
    const { clock, limits } = this.context
    try {
      await within(source.close(), limits.closeTimeoutMs, clock)
      return true
    } catch (error) {
      this.complain('closing', error)
      return false
    }
  }

  private complain(what: string, error: unknown): void {
    this.context.log.warn(`${this.name}: ${what} failed: ${errorWords(error)}`)
  }
}
