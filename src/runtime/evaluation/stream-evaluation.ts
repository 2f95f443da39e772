import type { Failure, PassContext, PassResult, StreamProgram } from '../../codegen/program.ts'
import type { Batch } from '../../stream/batch.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { StreamLedgers } from '../ledger/ledger.ts'
import { bookPass, bookRedriven } from '../ledger/ledger.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { MissedKeys } from '../table/tables.ts'
import type { SourceLane } from '../source/source-lane.ts'
import { applyFailure, policyOf } from './failure-policy.ts'
import { withLog } from './row-log.ts'
import { guardedPass, invalidResult } from './guarded-pass.ts'

/** Records of one batch for one stream; `selected` is undefined where they are all of the batch. */
export interface Selection {
  readonly lane: SourceLane
  readonly batch: Batch
  readonly selected: Int32Array | undefined
  readonly count: number
  /** Monotonic. */
  readonly arrivedMs: number
  /** Those that have ended the process. */
  readonly refused?: ReadonlySet<number>
}

/** One stream of a running program: evaluates records, books what became of them, hands their rows over. */
export class StreamEvaluation {
  readonly program: StreamProgram
  readonly ledgers: StreamLedgers
  private readonly context: RuntimeContext
  private readonly outbox: Outbox

  constructor(program: StreamProgram, ledgers: StreamLedgers, outbox: Outbox, context: RuntimeContext) {
    this.program = program
    this.ledgers = ledgers
    this.outbox = outbox
    this.context = context
  }

  /** Gives what must be fetched first: then nothing was done, and it must be called again. */
  evaluate(selection: Selection): MissedKeys | undefined {
    if (selection.count === 0) return undefined
    if (this.ledgers.stream.stopped !== undefined) {
      this.keep(selection, 0)
      return undefined
    }
    const results = this.pass(selection)
    const missed = this.context.tables.missed()
    if (missed !== undefined) return missed
    const stopping = this.stopping(results)
    if (stopping === undefined) this.book(selection, results)
    else this.stop(selection, stopping)
    return undefined
  }

  /**
   * Records of dead letters: for one rule, or for all where `rule` is undefined. What fails again is a dead letter again,
   * also where the policy is STOP. Gives what must be fetched first, as `evaluate` does.
   */
  redrive(selection: Selection, rule: number | undefined): MissedKeys | undefined {
    const { batch, lane, arrivedMs } = selection
    const { context, ledgers, outbox } = this
    const results = this.pass(selection)
    const missed = context.tables.missed()
    if (missed !== undefined) return missed
    if (rule === undefined) this.book(selection, results)
    else
      for (const { counts, chunks, failures } of results) {
        bookRedriven(ledgers, rule, counts)
        context.durability?.touch(ledgers)
        const { name } = ledgers.shapes[rule]!
        for (const chunk of chunks) if (chunk.target.rule === name) outbox.push(chunk, lane, arrivedMs)
        for (const failure of failures)
          if (failure.rule === -1 || failure.rule === rule)
            applyFailure(ledgers, lane, batch, failure, arrivedMs, outbox, context)
      }
    return undefined
  }

  /** A row that was made before. */
  handOver(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void {
    this.context.durability?.touch(this.ledgers)
    this.outbox.push(chunk, lane, arrivedMs)
  }

  private pass(selection: Selection): PassResult[] {
    const { batch, lane } = selection
    const { alarm, clock, failpoint, limits, time } = this.context
    const report = (words: string): void => alarm('internal-error', words)
    const { all: tables } = this.context.tables
    const { stepsMax } = limits
    const nowMs = clock.wallMs()
    const base = { source: lane.source, nowMs, stepsMax, tables }
    // A clock that has jumped cannot tell what is ahead of time.
    const context: PassContext = time.isSteady() ? { ...base, arrivedMs: nowMs } : base
    const problems = this.problems(selection)
    if (problems === undefined) {
      failpoint('while-evaluating', () => textOf(batch, listOf(selection)))
      return guardedPass(this.program, batch, selection.selected, selection.count, context, report)
    }
    const results = [...problems].map(([record, { message, slug }]) =>
      invalidResult(this.program, record, slug, message),
    )
    const fitting = listOf(selection).filter((record) => !problems.has(record))
    failpoint('while-evaluating', () => textOf(batch, fitting))
    if (fitting.length > 0)
      results.push(...guardedPass(this.program, batch, fitting, fitting.length, context, report))
    return results
  }

  /** Records that must not reach the pass; undefined for none, the usual case. */
  private problems(selection: Selection): ReadonlyMap<number, Problem> | undefined {
    const { batch, refused } = selection
    const { fullSize } = batch
    if ((fullSize === undefined || fullSize.size === 0) && refused === undefined) return undefined
    const { payloadBytesMax } = this.context.limits
    const found = new Map<number, Problem>()
    for (const record of listOf(selection)) {
      const size = fullSize?.get(record)
      if (size !== undefined) {
        const message = `the payload has ${String(size)} bytes, ${String(payloadBytesMax)} are allowed`
        found.set(record, { slug: 'payload-too-large', message })
      } else if (refused?.has(record) === true) {
        const message = 'the process ended again and again while this record was evaluated'
        found.set(record, { slug: 'internal-error', message })
      }
    }
    return found
  }

  private book({ batch, lane, arrivedMs, count }: Selection, results: readonly PassResult[]): void {
    const { ledgers, context, outbox } = this
    ledgers.stream.received += count
    context.durability?.touch(ledgers)
    for (const { counts, chunks, failures } of results) {
      bookPass(ledgers, counts)
      for (const chunk of chunks) outbox.push(withLog(chunk, batch), lane, arrivedMs)
      for (const failure of failures) applyFailure(ledgers, lane, batch, failure, arrivedMs, outbox, context)
    }
  }

  /** The first record whose policy is STOP. */
  private stopping(results: readonly PassResult[]): Failure | undefined {
    let first: Failure | undefined
    for (const { failures } of results)
      for (const failure of failures)
        if (policyOf(this.ledgers, failure).kind === 'stop' && failure.record < (first?.record ?? Infinity))
          first = failure
    return first
  }

  /** The records before the failed one go their way; it and all later ones stay unacknowledged. */
  private stop(selection: Selection, failure: Failure): void {
    const { stream, shapes } = this.ledgers
    const records = listOf(selection)
    const place = records.indexOf(failure.record)
    const before = { ...selection, selected: records.subarray(0, place), count: place }
    if (place > 0) this.book(before, this.pass(before))
    const owner = failure.rule === -1 ? stream.stream : `${stream.stream}, rule ${shapes[failure.rule]!.name}`
    stream.stopped = `${failure.slug}: ${failure.message}`
    this.context.alarm('stream-stopped', `${owner}: ${stream.stopped}`)
    this.keep({ ...selection, selected: records }, place)
  }

  private keep({ batch, lane, selected, count }: Selection, from: number): void {
    const { stream } = this.ledgers
    const seqOf = (i: number): number => batch.first + (selected === undefined ? i : selected[i]!)
    for (let i = from; i < count; i++) lane.hold(seqOf(i))
    this.outbox.stop?.(lane, seqOf(from))
    stream.received += count - from
    stream.pending += count - from
  }
}

interface Problem {
  readonly slug: 'internal-error' | 'payload-too-large'
  readonly message: string
}

const textOf = (batch: Batch, records: Int32Array): string =>
  Array.from(records, (record) =>
    batch.bytes.toString('latin1', batch.start[record], batch.end[record]),
  ).join('\n')

const listOf = ({ batch, selected, count }: Selection): Int32Array =>
  selected?.subarray(0, count) ?? Int32Array.from({ length: batch.count }, (_, i) => i)
