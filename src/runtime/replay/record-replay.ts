import type { Catalog } from '../../catalog/catalog.ts'
import type { Failure, PassResult, Policy, Program, StreamProgram } from '../../codegen/program.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { recordBatch } from '../../stream/record-batch.ts'
import { failureChunk } from '../evaluation/failure-json.ts'
import { policyOf } from '../evaluation/failure-policy.ts'
import { guardedPass, invalidResult } from '../evaluation/guarded-pass.ts'
import { bookPass, Ledger } from '../ledger/ledger.ts'
import type { EngineLimits } from '../limits.ts'
import { engineLimits } from '../limits.ts'
import { MemoryTables } from '../table/memory-tables.ts'
import type { ReplayRecord } from './replay-line.ts'
import { ReplayRouter } from './replay-router.ts'

/** What came of a record for one rule, by the rule's index in its stream; -1 is the stream itself. */
export type ReplayOutcome =
  | { readonly kind: 'rows'; readonly rule: number; readonly chunk: OutputChunk }
  | {
      readonly kind: 'failure'
      readonly rule: number
      readonly failure: Failure
      readonly policy: Policy['kind']
      /** The row that ON INVALID INTO or ON ERROR INTO makes of it. */
      readonly chunk: OutputChunk | undefined
    }

/** What came of a record in one stream, in the order of its rules. */
export interface StreamOutcome {
  readonly program: StreamProgram
  /** The stream had stopped before, or stopped at this record. */
  readonly stopped: string | undefined
  readonly results: readonly PassResult[]
  readonly outcomes: readonly ReplayOutcome[]
}

export interface RecordReplayOptions {
  readonly catalog: Catalog
  readonly limits?: Partial<EngineLimits>
  /** The clock before the first record that has a time; milliseconds since 1970, 0 by default. */
  readonly startMs?: number
  /** Told once for each table that is looked up before it was given a row. */
  readonly asked?: (table: string) => void
  /** A mistake of ours, in words. */
  report(words: string): void
}

/** Runs a program record by record, without servers. Nothing waits here: each row is delivered by being given. */
export class RecordReplay {
  readonly ledger: Ledger
  readonly limits: EngineLimits
  /** The tables that rules look up, empty at first. */
  readonly tables: MemoryTables
  private readonly program: Program
  private readonly options: RecordReplayOptions
  private readonly router: ReplayRouter
  private nowMs: number
  private seq = 0

  constructor(program: Program, options: RecordReplayOptions) {
    this.program = program
    this.options = options
    this.limits = { ...engineLimits, ...options.limits }
    this.ledger = new Ledger(program)
    this.router = new ReplayRouter(program, options.catalog, this.limits.topicsRememberedMax)
    this.nowMs = options.startMs ?? 0
    const { asked } = options
    this.tables = new MemoryTables(program, {
      nowMs: () => this.nowMs,
      ...(asked === undefined ? {} : { asked }),
    })
  }

  /** Moves the clock forward; it never goes back. */
  advanceTo(timeMs: number): void {
    this.nowMs = Math.max(this.nowMs, timeMs)
  }

  /** Evaluates a record in every stream that reads it; none where the result is empty. */
  record(record: ReplayRecord): StreamOutcome[] {
    this.advanceTo(record.timeMs ?? this.nowMs)
    const seq = this.seq++
    return this.router.route(record.source, record.topic).map((place) => this.evaluate(place, record, seq))
  }

  private evaluate(place: number, record: ReplayRecord, seq: number): StreamOutcome {
    const program = this.program.streams[place]!
    const ledgers = this.ledger.streams[place]!
    const { stream } = ledgers
    stream.received++
    if (stream.stopped !== undefined) {
      stream.pending++
      return { program, stopped: stream.stopped, results: [], outcomes: [] }
    }
    const results = this.pass(program, record, seq)
    const failures = results.flatMap((result) => result.failures)
    const stopping = failures.find((failure) => policyOf(ledgers, failure).kind === 'stop')
    if (stopping !== undefined) {
      stream.pending++
      stream.stopped = `${stopping.slug}: ${stopping.message}`
      const { rule } = stopping
      const outcome = { kind: 'failure', rule, failure: stopping, policy: 'stop', chunk: undefined } as const
      return { program, stopped: stream.stopped, results, outcomes: [outcome] }
    }
    for (const { counts } of results) bookPass(ledgers, counts)
    const rules = program.rules.map((rule) => rule.name)
    const outcomes = [
      ...results
        .flatMap((result) => result.chunks)
        .map((chunk) => this.rows(rules.indexOf(chunk.target.rule), chunk)),
      ...failures.map((failure) => this.failed(place, failure, record, seq)),
    ]
    return { program, stopped: undefined, results, outcomes: outcomes.sort((a, b) => a.rule - b.rule) }
  }

  private batchOf(record: ReplayRecord, seq: number) {
    const timeMs = record.timeMs ?? this.nowMs
    return recordBatch({ lane: 0, epoch: 1, first: seq }, [{ ...record, topic: record.topic ?? '', timeMs }])
  }

  private pass(program: StreamProgram, record: ReplayRecord, seq: number): PassResult[] {
    const { payloadBytesMax, stepsMax } = this.limits
    const size = record.payload.length
    if (size > payloadBytesMax) {
      const message = `the payload has ${size} bytes, ${payloadBytesMax} are allowed`
      return [invalidResult(program, 0, 'payload-too-large', message)]
    }
    const source = record.source ?? program.stream.connection
    // A line without a time, or a clock that nobody has set, says nothing of the arrival.
    const arrivedMs = record.timeMs !== undefined && record.timeMs > 0 ? record.timeMs : NaN
    const context = { source, nowMs: this.nowMs, arrivedMs, stepsMax, tables: this.tables.all }
    return guardedPass(program, this.batchOf(record, seq), undefined, 1, context, (words) => {
      this.options.report(words)
    })
  }

  private deliver(chunk: OutputChunk): void {
    const { rows } = this.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.delivered += chunk.count
  }

  private rows(rule: number, chunk: OutputChunk): ReplayOutcome {
    this.deliver(chunk)
    return { kind: 'rows', rule, chunk }
  }

  private failed(place: number, failure: Failure, record: ReplayRecord, seq: number): ReplayOutcome {
    const ledgers = this.ledger.streams[place]!
    const { rule } = failure
    const policy = policyOf(ledgers, failure)
    if (policy.kind === 'drop') {
      if (rule === -1) ledgers.stream.dropped++
      else ledgers.rules[rule]!.dropped++
    }
    const chunk =
      policy.kind === 'into' ? this.failureRow(place, policy.target, failure, record, seq) : undefined
    return { kind: 'failure', rule, failure, policy: policy.kind, chunk }
  }

  private failureRow(
    place: number,
    target: OutputChunk['target'],
    failure: Failure,
    record: ReplayRecord,
    seq: number,
  ): OutputChunk {
    const program = this.program.streams[place]!
    const owner =
      failure.rule === -1 ? { stream: program.stream.name } : { rule: program.rules[failure.rule]!.name }
    const source = record.source ?? program.stream.connection
    const bytesMax = this.limits.payloadBytesMax
    const chunk = failureChunk(target, owner, failure, this.batchOf(record, seq), source, bytesMax)
    this.deliver(chunk)
    return chunk
  }
}
