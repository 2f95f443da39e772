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
import { Undecided, type RejectedRow } from './undecided.ts'

export interface RowWriterParts {
  readonly name: string
  readonly sink: GuardedSink
  readonly opener: SinkOpener
  readonly connection: ConnectionState
  readonly queue: LaneQueue
  readonly outage: Outage
  readonly context: LaneContext
  readonly signal: AbortSignal
  /** No row may overtake a rejected one. */
  readonly keepsPositions: boolean
}

/** What is left to do for a part of a batch: nothing, the same again, or its two halves one after the other. */
type Step = 'done' | 'again' | 'halves'

const isTrouble = ({ kind }: WriteResult): boolean =>
  kind !== 'written' && kind !== 'rejected' && kind !== 'refused'

/** Writes batches until each of their rows is decided: delivered, dead-lettered or dropped. */
export class RowWriter {
  /** Writes that are being repeated; while there is one, a lane starts no other, which keeps the order. */
  repeating = 0
  /** Rows that are undecided at the end are dropped: an operator gives them up. */
  isDiscarding = false
  private rejectedInRow = 0
  /** Writes of which some row was taken. */
  private takenWrites = 0
  /** Some row of the last batch was not held back. */
  private wroteAny = false
  private readonly undecided = new Undecided()
  /** The rejected row that is being written once more. */
  private second: RejectedRow | undefined
  private readonly parts: RowWriterParts

  constructor(parts: RowWriterParts) {
    this.parts = parts
  }

  /**
   * Resolves when every row is delivered, undecided or held back, or the signal was aborted: what is left then stays
   * unsettled. Rejected rows are decided as soon as another row is taken; where there is none to try they are written once
   * more.
   */
  async deliver(batch: RowSelection): Promise<void> {
    const taken = await this.write(batch)
    const { signal } = this.parts
    while (this.undecided.count > 0 && !signal.aborted) {
      const isBad = taken && !this.undecided.isDoubtful
      if (isBad || this.rejectedInRow >= this.parts.context.limits.rejectionsInRowMax) await this.decideAll()
      else if (taken || !this.hasOthers(batch)) await this.tryAgain()
      else return
    }
  }

  /** Rows are waiting that could tell whether the server takes any. */
  private hasOthers(batch: RowSelection): boolean {
    return this.parts.queue.waiting > 0 && this.wroteAny && batch.count > 0
  }

  /** The undecided rows are bad; what they held back goes on. */
  private async decideAll(): Promise<void> {
    const { context, queue, signal } = this.parts
    const { held, rejected } = this.undecided.take()
    await settleRejected(rejected, queue, context, signal)
    for (const rows of held) await this.write(rows)
  }

  /** Each undecided row once more, after a pause; one that is rejected again is bad. */
  private async tryAgain(): Promise<void> {
    const { context, signal } = this.parts
    const { held, rejected } = this.undecided.take()
    await context.clock.sleep(context.limits.backoffMinMs, signal)
    for (const one of rejected) {
      this.second = one
      await this.write(one.row)
      this.second = undefined
    }
    for (const rows of held) await this.write(rows)
  }

  /** True when some row was taken. Rows of keys that are held are not written. */
  private async write(batch: RowSelection): Promise<boolean> {
    const before = this.takenWrites
    const left = [batch]
    this.wroteAny = false
    while (left.length > 0) {
      const rows = this.undecided.hold(left.pop()!)
      if (rows.count === 0) continue
      this.wroteAny = true
      const refused = await this.decide(rows)
      if (refused === undefined) continue
      const middle = refused.count >> 1
      left.push(refused.part(middle, refused.count), refused.part(0, middle))
    }
    return this.takenWrites > before
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
    if (step === 'again' && rows.count > 0 && this.isDiscarding)
      settleRows(rows, 'dropped', this.parts.queue, context.clock.monotonicMs())
    return step === 'halves' ? rows : undefined
  }

  private async attempt(rows: RowSelection, attempts: number, backoff: Backoff): Promise<Step> {
    const { context, signal, sink } = this.parts
    context.failpoint('before-write')
    const result = await sink.write(rows)
    context.failpoint('after-write')
    if (attempts === 1 && isTrouble(result)) this.repeating++
    if (isTrouble(result) && this.undecided.count > 0) this.undecided.isDoubtful = true
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
        this.takenWrites++
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
    const { context, keepsPositions, name, queue, signal } = this.parts
    const { limits } = context
    const byIndex = new Map(rejected.map((one) => [one.index, one]))
    const others = rows.where((i) => !byIndex.has(i))
    if (others.count > 0) this.takenWrites++
    settleRows(others, 'delivered', queue, context.clock.monotonicMs())
    const before = this.rejectedInRow
    this.rejectedInRow = others.count > 0 ? byIndex.size : before + byIndex.size
    if (before < limits.rejectionsInRowMax && this.rejectedInRow >= limits.rejectionsInRowMax)
      context.alarm('sink-rejects-all', `${name}: ${this.rejectedInRow} rows in a row were rejected`)
    for (let i = 0; i < rows.count; i++) {
      const rejection = byIndex.get(i)
      if (rejection === undefined) continue
      const before = this.second?.attempts ?? 0
      const one = { row: rows.part(i, i + 1), rejection, attempts: before + attempts }
      if (this.second === undefined && !keepsPositions) this.undecided.add(one)
      else await settleRejected([one], queue, context, signal)
    }
    if (keepsPositions) await context.deadLetters.lane.queue.quota.empty(signal)
  }
}
