import { Backoff } from '../base/backoff.ts'
import type { Rejection, WriteResult } from '../stream/sink.ts'
import type { GuardedSink } from './guarded-sink.ts'
import type { LaneContext } from './lane-context.ts'
import type { LaneQueue } from './lane-queue.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Outage } from './outage.ts'
import { settleRejected } from './rejection.ts'
import type { RowSelection } from './row-selection.ts'
import { settleRows } from './settlement.ts'
import type { SinkOpener } from './sink-opener.ts'

export interface RowWriterParts {
  readonly name: string
  readonly sink: GuardedSink
  readonly opener: SinkOpener
  readonly connection: ConnectionState
  readonly queue: LaneQueue
  readonly outage: Outage
  readonly context: LaneContext
  readonly signal: AbortSignal
}

/** What is left to do for a part of a batch: nothing, the same again, or its two halves one after the other. */
type Step = 'done' | 'again' | 'halves'

const isTrouble = ({ kind }: WriteResult): boolean =>
  kind !== 'written' && kind !== 'rejected' && kind !== 'refused'

/** Writes batches until each of their rows is decided: delivered, dead-lettered or dropped. */
export class RowWriter {
  /** Writes that are being repeated; while there is one, a lane starts no other, which keeps the order. */
  repeating = 0
  private rejectedInRow = 0
  private readonly parts: RowWriterParts

  constructor(parts: RowWriterParts) {
    this.parts = parts
  }

  /** Resolves when every row is decided, or the signal was aborted: undecided rows then stay unsettled. */
  async deliver(batch: RowSelection): Promise<void> {
    const left = [batch]
    while (left.length > 0) {
      const refused = await this.decide(left.pop()!)
      if (refused === undefined) continue
      const middle = refused.count >> 1
      left.push(refused.part(middle, refused.count), refused.part(0, middle))
    }
  }

  /** Writes until it is decided; gives the rows that were refused as a whole, of which some may be good. */
  private async decide(batch: RowSelection): Promise<RowSelection | undefined> {
    const { context, opener, signal } = this.parts
    const { backoffMaxMs, backoffMinMs } = context.limits
    const backoff = new Backoff({ minMs: backoffMinMs, maxMs: backoffMaxMs, random: context.random })
    let rows = this.withdraw(batch)
    let step: Step = 'again'
    let attempts = 0
    while (step === 'again' && rows.count > 0 && !signal.aborted) {
      if (opener.isOpen) step = await this.attempt(rows, ++attempts, backoff)
      else await opener.open(signal)
      if (step === 'again') rows = this.withdraw(rows)
    }
    if (attempts > 1 || (attempts === 1 && step === 'again')) this.repeating--
    return step === 'halves' ? rows : undefined
  }

  private async attempt(rows: RowSelection, attempts: number, backoff: Backoff): Promise<Step> {
    const { context, signal, sink } = this.parts
    context.failpoint('before-write')
    const result = await sink.write(rows)
    context.failpoint('after-write')
    if (attempts === 1 && isTrouble(result)) this.repeating++
    if (signal.aborted && isTrouble(result)) return 'again'
    return this.follow(result, rows, attempts, backoff)
  }

  /** Rows whose source will send their records again are taken back, so that they are not delivered twice. */
  private withdraw(rows: RowSelection): RowSelection {
    const isOver = (i: number): boolean => rows.delivery(i).origin.over
    let first = 0
    while (first < rows.count && !isOver(first)) first++
    if (first === rows.count) return rows
    const { context, queue } = this.parts
    settleRows(rows.where(isOver), 'withdrawn', queue, context.clock.monotonicMs())
    return rows.where((i) => !isOver(i))
  }

  private async follow(
    result: WriteResult,
    rows: RowSelection,
    attempts: number,
    backoff: Backoff,
  ): Promise<Step> {
    const { connection, context, opener, queue } = this.parts
    switch (result.kind) {
      case 'written':
        this.rejectedInRow = 0
        this.recovered()
        settleRows(rows, 'delivered', queue, context.clock.monotonicMs())
        return 'done'
      case 'rejected':
        this.recovered()
        await this.reject(result.rows, rows, attempts)
        return 'done'
      case 'refused':
        if (rows.count > 1) return 'halves'
        this.recovered()
        await this.reject([{ index: 0, slug: result.slug, message: result.message }], rows, attempts)
        return 'done'
      case 'retry':
        return this.pause(result.message, Math.max(result.afterMs ?? 0, backoff.nextMs()))
      case 'reconnect':
        opener.isOpen = false
        return this.pause(result.message, backoff.nextMs(), connection.outage)
      case 'unknown':
        return this.pause(result.message, backoff.nextMs())
      case 'fatal':
        return this.stuck(`${result.slug}: ${result.message}`)
    }
  }

  private recovered(): void {
    this.parts.opener.fatal = undefined
    this.parts.outage.up()
  }

  private async pause(message: string, waitMs: number, outage = this.parts.outage): Promise<Step> {
    outage.down(message)
    await this.parts.context.clock.sleep(waitMs, this.parts.signal)
    return 'again'
  }

  /** No retry can help, so an operator is called and the lane asks at a slow rate; its rows stay. */
  private async stuck(reason: string): Promise<Step> {
    const { context, name, opener } = this.parts
    if (opener.fatal !== reason) context.alarm('sink-fatal', `${name}: ${reason}`)
    opener.fatal = reason
    await this.pause(reason, context.limits.fatalProbeMs)
    return 'again'
  }

  private async reject(rejected: readonly Rejection[], rows: RowSelection, attempts: number): Promise<void> {
    const { context, name, queue, signal } = this.parts
    const before = this.rejectedInRow
    this.rejectedInRow = rejected.length < rows.count ? rejected.length : before + rejected.length
    const max = context.limits.rejectionsInRowMax
    if (before < max && this.rejectedInRow >= max)
      context.alarm('sink-rejects-all', `${name}: ${this.rejectedInRow} rows in a row were rejected`)
    await settleRejected({ rows, rejected, attempts }, queue, context, signal)
  }
}
