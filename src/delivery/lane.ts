import { newAbort } from '../base/abort.ts'
import { Bell } from '../base/bell.ts'
import { RateLimit } from '../base/rate-limit.ts'
import type { Sink } from '../stream/sink.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Delivery } from './delivery.ts'
import { GuardedSink } from './guarded-sink.ts'
import type { LaneContext } from './lane-context.ts'
import type { CutLimits } from './lane-queue.ts'
import { LaneQueue } from './lane-queue.ts'
import { Outage } from './outage.ts'
import { RowWriter } from './row-writer.ts'
import { SinkOpener } from './sink-opener.ts'

export interface LaneShape {
  /** The connection, and the static target where it makes a lane of its own; for people. */
  readonly name: string
  readonly sink: Sink
  readonly accepts: 'encoded' | 'columns'
  readonly batchRowsMax: number
  readonly writesInFlightMax: number
  /** Time between the beginnings of two writes, unless a batch is full; 0 for none. */
  readonly writeEveryMs?: number
  /** A row is never written before an earlier one is delivered, or safe as a dead letter. */
  readonly keepsPositions?: boolean
  /** Rows that are begun a second at most; what is written again does not count. */
  readonly rowsPerSecond?: number
}

export interface LaneSnapshot {
  readonly name: string
  readonly connection: string
  readonly state: 'opening' | 'open' | 'paused'
  readonly reason: string | undefined
  readonly rows: number
  readonly bytes: number
}

/** One way to one server: a queue, and loops that write batches of it in order until each row is decided. */
export class Lane {
  readonly name: string
  readonly queue: LaneQueue
  readonly connection: ConnectionState
  private readonly context: LaneContext
  private readonly sink: GuardedSink
  private readonly opener: SinkOpener
  private readonly writer: RowWriter
  private readonly outage: Outage
  private readonly cutLimits: CutLimits
  private readonly writesInFlightMax: number
  private readonly writeEveryMs: number
  private readonly rate: RateLimit | undefined
  private lastWriteMs = -Infinity
  private readonly ended = newAbort()
  private readonly changed = new Bell()
  private loops: Promise<void>[] = []

  constructor(shape: LaneShape, connection: ConnectionState, context: LaneContext) {
    const { clock, limits, log } = context
    const { signal } = this.ended
    this.name = shape.name
    this.connection = connection
    this.context = context
    this.queue = new LaneQueue(limits.laneRowsMax, limits.laneBytesMax)
    this.outage = new Outage(shape.name, clock, log, limits.outageRepeatMs)
    this.sink = new GuardedSink(shape.sink, { clock, log, signal }, limits.writeTimeoutMs)
    this.opener = new SinkOpener(shape.name, this.sink, connection, context)
    const { sink, opener, queue, outage, name } = this
    const parts = { name, sink, opener, connection, queue, outage, context, signal }
    this.writer = new RowWriter({ ...parts, keepsPositions: shape.keepsPositions === true })
    this.writesInFlightMax = Math.max(1, shape.writesInFlightMax)
    this.writeEveryMs = shape.writeEveryMs ?? 0
    const { rowsPerSecond } = shape
    this.rate = rowsPerSecond === undefined ? undefined : new RateLimit(rowsPerSecond, clock.monotonicMs())
    this.cutLimits = {
      rowsMax: Math.max(1, Math.min(shape.batchRowsMax, limits.batchRowsMax)),
      bytesMax: limits.batchBytesMax,
      distinctKeys: shape.accepts === 'columns',
    }
  }

  get isOpen(): boolean {
    return this.opener.isOpen
  }

  /** Why this lane is not writing, if it is not. */
  get reason(): string | undefined {
    return (
      this.opener.fatal ?? this.outage.reason ?? (this.isOpen ? undefined : this.connection.outage.reason)
    )
  }

  start(): void {
    for (let i = 0; i < this.writesInFlightMax; i++) this.loops.push(this.guardedLoop())
  }

  push(delivery: Delivery): void {
    this.queue.push(delivery)
    this.changed.ring()
  }

  /** Resolves when the sink has been opened, or the signal is aborted. */
  async opened(signal: AbortSignal): Promise<void> {
    await this.changed.until(() => this.isOpen, signal)
  }

  /** Cuts what is under way; undecided rows stay unsettled. Wait for `queue.quota.empty` first to lose no time. */
  async close(): Promise<void> {
    this.ended.abort()
    await Promise.all(this.loops)
    await this.sink.close()
  }

  /** Gives up the rows that wait, which are dropped and so settled, and closes. */
  async discard(): Promise<void> {
    this.writer.isDiscarding = true
    await this.close()
    for (let rows = this.queue.cut(this.cutLimits); rows !== undefined; rows = this.queue.cut(this.cutLimits))
      await this.writer.deliver(rows)
  }

  snapshot(): LaneSnapshot {
    const { reason } = this
    const { items: rows, bytes } = this.queue.quota
    const state = reason !== undefined ? 'paused' : this.isOpen ? 'open' : 'opening'
    return { name: this.name, connection: this.connection.name, state, reason, rows, bytes }
  }

  /** A mistake of ours stops this lane alone: its rows stay unacknowledged, and an alarm says so. */
  private async guardedLoop(): Promise<void> {
    try {
      await this.loop()
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.opener.fatal = 'internal error'
      this.context.alarm('internal-error', `${this.name} has stopped: ${words}`)
    }
  }

  private async loop(): Promise<void> {
    const { signal } = this.ended
    await this.opener.open(signal)
    this.changed.ring()
    while (await this.changed.until(() => this.queue.waiting > 0 && this.writer.repeating === 0, signal)) {
      await this.linger(signal)
      const limits = await this.pace(signal)
      if (signal.aborted) return
      if (this.writer.repeating > 0) continue
      const rows = this.queue.cut(limits)
      if (rows === undefined) continue
      this.rate?.take(rows.count)
      this.lastWriteMs = this.context.clock.monotonicMs()
      await this.writer.deliver(rows)
      this.changed.ring()
    }
  }

  /** Waits until a row may be begun; gives how many. */
  private async pace(signal: AbortSignal): Promise<CutLimits> {
    const { cutLimits, rate } = this
    if (rate === undefined) return cutLimits
    const { clock } = this.context
    for (;;) {
      const waitMs = rate.waitMs(clock.monotonicMs())
      if (waitMs === 0 || signal.aborted) break
      await clock.sleep(waitMs, signal)
    }
    const rowsMax = Math.max(1, Math.min(cutLimits.rowsMax, rate.available(clock.monotonicMs())))
    return { ...cutLimits, rowsMax }
  }

  /** Gives the first row's company a little time to come, and the sink some between two writes. */
  private async linger(signal: AbortSignal): Promise<void> {
    const { clock, limits } = this.context
    const { queue, cutLimits } = this
    if (limits.lingerMs <= 0 || queue.waiting >= cutLimits.rowsMax || queue.quota.full) return
    const nowMs = clock.monotonicMs()
    const dueMs = Math.max((queue.oldestMs ?? 0) + limits.lingerMs, this.lastWriteMs + this.writeEveryMs)
    if (nowMs < dueMs) await clock.sleep(dueMs - nowMs, signal)
  }
}
