import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import { Bell } from '../../base/bell.ts'
import { Fifo } from '../../base/fifo.ts'
import { Quota } from '../../base/quota.ts'
import type { Rejection } from '../../stream/sink.ts'
import type { TransactionalSource, TransactionLetter, TransactionResult } from '../../stream/transaction.ts'
import { encodeLetter } from '../dead-letter/encode-letter.ts'
import type { LaneContext } from '../lane-context.ts'
import type { LaneSnapshot } from '../lane.ts'
import { Outage } from '../outage.ts'
import { rowBytes } from '../row-size.ts'
import type { RowSelection } from '../row-selection.ts'
import { settleRows } from '../settlement.ts'
import { positionsOf, rowsOf, type EvaluatedGroup } from './group.ts'

/** So long groups are gathered for one transaction, unless there are many rows. */
const GATHER_MS = 50
/** A lane that is over is seen as such a moment later. */
const STALE_MS = 10

/** Rows of groups on their way, and what the server has refused of them. */
interface Attempt {
  readonly groups: readonly EvaluatedGroup[]
  readonly rows: RowSelection
  readonly refused: RowSelection
  readonly dropped: RowSelection
  readonly letters: readonly TransactionLetter[]
}

/** The way to the server of one source whose rows and positions are committed together: one transaction at a time. */
export class TransactionLane {
  readonly name: string
  /** Where its dead letters go. */
  readonly lettersTo: string
  /** Rows, and positions that have none, until they are committed. */
  readonly quota: Quota
  private readonly context: LaneContext
  private readonly outage: Outage
  private readonly groups = new Fifo<EvaluatedGroup>()
  private readonly arrived = new Bell()
  private readonly ended = newAbort()
  private source: TransactionalSource | undefined
  private endLanes: () => void = () => undefined
  private running: Promise<void> | undefined
  private fatal: string | undefined

  constructor(name: string, lettersTo: string, context: LaneContext) {
    const { clock, limits, log } = context
    this.name = name
    this.lettersTo = lettersTo
    this.context = context
    this.quota = new Quota(limits.laneRowsMax, limits.laneBytesMax)
    this.outage = new Outage(name, clock, log, limits.outageRepeatMs)
  }

  /** The source that takes the groups from now on; `endLanes` ends what is known of its lanes. */
  bind(source: TransactionalSource, endLanes: () => void): void {
    this.source = source
    this.endLanes = endLanes
    this.running ??= this.guardedRun()
  }

  offer(group: EvaluatedGroup): void {
    this.quota.take(1, 0)
    for (const { chunk } of group.deliveries)
      for (let row = 0; row < chunk.count; row++) this.quota.take(1, rowBytes(chunk, row))
    this.groups.push(group)
    this.arrived.ring()
  }

  /** Cuts what is under way; wait for `quota.empty` first to lose no time. */
  async close(): Promise<void> {
    this.ended.abort()
    await this.running
  }

  snapshot(): LaneSnapshot {
    const { bytes, items: rows } = this.quota
    const reason = this.fatal ?? this.outage.reason
    const state = reason !== undefined ? 'paused' : this.source === undefined ? 'opening' : 'open'
    return { name: this.name, connection: this.name, state, reason, rows, bytes }
  }

  /** A mistake of ours stops this lane alone: its records stay unacknowledged, and an alarm says so. */
  private async guardedRun(): Promise<void> {
    try {
      await this.run()
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.fatal = 'internal error'
      this.context.alarm('internal-error', `${this.name} has stopped: ${words}`)
    }
  }

  private async run(): Promise<void> {
    const { clock, limits } = this.context
    const { signal } = this.ended
    while ((await this.arrived.until(() => this.groups.length > 0, signal)) && !signal.aborted) {
      if (this.quota.items < limits.batchRowsMax) await clock.sleep(GATHER_MS, signal)
      if (!signal.aborted) await this.deliver(this.take())
    }
  }

  private take(): EvaluatedGroup[] {
    const { batchRowsMax } = this.context.limits
    const taken: EvaluatedGroup[] = []
    let rows = 0
    while (this.groups.length > 0 && rows < batchRowsMax) {
      const group = this.groups.shift()!
      for (const { chunk } of group.deliveries) rows += chunk.count
      taken.push(group)
    }
    return taken
  }

  /** Repeats until the groups are committed, or nobody wants them any more. */
  private async deliver(taken: readonly EvaluatedGroup[]): Promise<void> {
    const { clock, failpoint, limits, random } = this.context
    const { signal } = this.ended
    const backoff = new Backoff({ minMs: limits.backoffMinMs, maxMs: limits.backoffMaxMs, random })
    let attempt = this.begin(taken)
    while (!signal.aborted) {
      const live = attempt.groups.filter(({ origin }) => !origin.over)
      if (live.length < attempt.groups.length) {
        this.withdraw(attempt.groups.filter(({ origin }) => origin.over))
        attempt = this.begin(live)
      }
      if (live.length === 0) return
      failpoint('before-write')
      const result = await this.transact(attempt)
      failpoint('after-write')
      if (result.kind === 'committed') {
        this.settle(attempt)
        return
      }
      if (result.kind === 'rejected') attempt = this.without(attempt, result.rows)
      else await clock.sleep(this.pauseMs(result, backoff), signal)
    }
  }

  private transact({ groups, letters, rows }: Attempt): Promise<TransactionResult> {
    const positions = positionsOf(groups)
    return this.source!.transact({ rows, letters, positions }, this.ended.signal)
  }

  /** How long to wait before the next attempt. */
  private pauseMs(
    result: Exclude<TransactionResult, { kind: 'committed' | 'rejected' }>,
    backoff: Backoff,
  ): number {
    switch (result.kind) {
      case 'stale':
        return STALE_MS
      case 'retry':
        this.outage.down(result.message)
        return backoff.nextMs()
      case 'lost':
        this.outage.down(result.message)
        this.endLanes()
        return 0
      case 'fatal': {
        const reason = `${result.slug}: ${result.message}`
        if (this.fatal !== reason) this.context.alarm('sink-fatal', `${this.name}: ${reason}`)
        this.fatal = reason
        return this.context.limits.fatalProbeMs
      }
    }
  }

  private begin(groups: readonly EvaluatedGroup[]): Attempt {
    const rows = rowsOf(groups)
    const none = rows.part(0, 0)
    const letters = groups.flatMap((group) => group.letters)
    return { groups, rows, refused: none, dropped: none, letters }
  }

  /** Refused rows become dead letters of the same transaction, or are dropped where the target says so. */
  private without(attempt: Attempt, rejected: readonly Rejection[]): Attempt {
    const { clock, deadLetters, limits } = this.context
    const { rows } = attempt
    const byIndex = new Map(rejected.map((one) => [one.index, one]))
    const isDropped = (i: number): boolean => byIndex.has(i) && rows.option(i, 'on_reject') === 'drop'
    const refused = rows.where((i) => byIndex.has(i) && !isDropped(i))
    const letters: TransactionLetter[] = []
    for (let i = 0; i < rows.count; i++) {
      const rejection = byIndex.get(i)
      if (rejection === undefined || isDropped(i)) continue
      const { chunk, origin } = rows.delivery(i)
      const { epoch, lane, source } = origin
      const seq = rows.seq(i)
      const letter = {
        owner: { rule: chunk.target.rule, version: chunk.target.version },
        slug: rejection.slug,
        message: rejection.message,
        position: { source, lane, epoch, seq },
        identity: origin.identity,
        journalled: false,
        input: deadLetters.keepInput ? origin.input(seq) : undefined,
        refused: { rows, index: i, attempts: 1 },
      }
      const { id, line } = encodeLetter(letter, clock.wallMs(), limits.deadLetterPayloadBytesMax)
      // Without the line's end, which only a file needs.
      letters.push({ id, line: line.subarray(0, line.length - 1) })
    }
    return {
      groups: attempt.groups,
      rows: rows.where((i) => !byIndex.has(i)),
      refused: attempt.refused.and(refused),
      dropped: attempt.dropped.and(rows.where(isDropped)),
      letters: [...attempt.letters, ...letters],
    }
  }

  private settle({ dropped, groups, refused, rows }: Attempt): void {
    const nowMs = this.context.clock.monotonicMs()
    this.fatal = undefined
    this.outage.up()
    settleRows(rows, 'delivered', this, nowMs)
    settleRows(dropped, 'dropped', this, nowMs)
    settleRows(refused, 'deadLettered', this, nowMs)
    this.release(groups)
  }

  private withdraw(groups: readonly EvaluatedGroup[]): void {
    settleRows(rowsOf(groups), 'withdrawn', this, this.context.clock.monotonicMs())
    this.release(groups)
  }

  private release(groups: readonly EvaluatedGroup[]): void {
    for (const { held, letters, origin } of groups) {
      for (const { seq } of letters) origin.settle(seq)
      origin.settle(held)
      origin.advance()
      this.quota.give(1, 0)
    }
  }
}
