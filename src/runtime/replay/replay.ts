import type { Catalog } from '../../catalog/catalog.ts'
import type { Failure, Program } from '../../codegen/program.ts'
import type { Log } from '../../stream/log.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { recordBatch } from '../../stream/record-batch.ts'
import { failureChunk } from '../evaluation/failure-json.ts'
import { policyOf } from '../evaluation/failure-policy.ts'
import { guardedPass, invalidResult } from '../evaluation/guarded-pass.ts'
import { formatLedgers } from '../ledger/format-ledgers.ts'
import { bookPass, Ledger } from '../ledger/ledger.ts'
import type { LedgerSnapshot } from '../ledger/snapshot.ts'
import { ledgerSnapshot } from '../ledger/snapshot.ts'
import type { EngineLimits } from '../limits.ts'
import { engineLimits } from '../limits.ts'
import type { ReplayRecord } from './replay-line.ts'
import { parseReplayLine } from './replay-line.ts'
import { errorLine, rowLine } from './replay-output.ts'
import { ReplayRouter } from './replay-router.ts'

export interface ReplayOptions {
  readonly catalog: Catalog
  readonly log: Log
  readonly limits?: Partial<EngineLimits>
  /** The clock before the first line that has a time; milliseconds since 1970, 0 by default. */
  readonly startMs?: number
}

export interface ReplayResult {
  readonly lines: number
  /** Lines that are no record at all; each was reported as a warning with its number. */
  readonly badLines: number
  readonly ledgers: LedgerSnapshot
  /** For standard error. */
  readonly summary: readonly string[]
}

/** Nothing waits here: each row is delivered by being written. */
class Replay {
  badLines = 0
  readonly ledger: Ledger
  private readonly program: Program
  private readonly options: ReplayOptions
  private readonly limits: EngineLimits
  private readonly router: ReplayRouter
  private nowMs: number
  private seq = 0

  constructor(program: Program, options: ReplayOptions) {
    this.program = program
    this.options = options
    this.limits = { ...engineLimits, ...options.limits }
    this.ledger = new Ledger(program)
    this.router = new ReplayRouter(program, options.catalog, this.limits.topicsRememberedMax)
    this.nowMs = options.startMs ?? 0
  }

  /** The output lines of one input line. */
  line(bytes: Buffer, number: number): string[] {
    const record = parseReplayLine(bytes)
    if ('bad' in record) {
      this.badLines++
      this.options.log.warn(`line ${number}: ${record.bad}`)
      return []
    }
    this.nowMs = Math.max(this.nowMs, record.timeMs ?? this.nowMs)
    const places = this.router.route(record.source, record.topic)
    if (places.length === 0) this.options.log.debug(`line ${number}: no stream reads this record`)
    const seq = this.seq++
    return places.flatMap((place) => this.evaluate(place, record, seq))
  }

  private evaluate(place: number, record: ReplayRecord, seq: number): string[] {
    const program = this.program.streams[place]!
    const ledgers = this.ledger.streams[place]!
    const { stream } = ledgers
    stream.received++
    if (stream.stopped !== undefined) {
      stream.pending++
      return []
    }
    const results = this.pass(place, record, seq)
    const failures = results.flatMap((result) => result.failures)
    const stopping = failures.find((failure) => policyOf(ledgers, failure).kind === 'stop')
    if (stopping !== undefined) {
      stream.pending++
      stream.stopped = `${stopping.slug}: ${stopping.message}`
      this.options.log.error(`stream ${stream.stream} has stopped: ${stream.stopped}`)
      return [errorLine(program, stopping, record, this.limits.deadLetterPayloadBytesMax)]
    }
    for (const { counts } of results) bookPass(ledgers, counts)
    const chunks = results.flatMap((result) => result.chunks)
    const rules = program.rules.map((rule) => rule.name)
    const lines = [
      ...chunks.map((chunk) => ({ rule: rules.indexOf(chunk.target.rule), lines: this.rows(chunk) })),
      ...failures.map((failure) => ({ rule: failure.rule, lines: this.failed(place, failure, record, seq) })),
    ]
    return lines.sort((a, b) => a.rule - b.rule).flatMap((one) => one.lines)
  }

  private batchOf(record: ReplayRecord, seq: number) {
    const timeMs = record.timeMs ?? this.nowMs
    return recordBatch({ lane: 0, epoch: 1, first: seq }, [{ ...record, topic: record.topic ?? '', timeMs }])
  }

  private pass(place: number, record: ReplayRecord, seq: number) {
    const program = this.program.streams[place]!
    const { payloadBytesMax, stepsMax } = this.limits
    const size = record.payload.length
    if (size > payloadBytesMax) {
      const message = `the payload has ${size} bytes, ${payloadBytesMax} are allowed`
      return [invalidResult(program, 0, 'payload-too-large', message)]
    }
    const context = { source: record.source ?? program.stream.connection, nowMs: this.nowMs, stepsMax }
    return guardedPass(program, this.batchOf(record, seq), undefined, 1, context, (words) =>
      this.options.log.error(words),
    )
  }

  private rows(chunk: OutputChunk): string[] {
    const { rows } = this.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.delivered += chunk.count
    return Array.from({ length: chunk.count }, (_, row) => rowLine(chunk, row))
  }

  private failed(place: number, failure: Failure, record: ReplayRecord, seq: number): string[] {
    const program = this.program.streams[place]!
    const ledgers = this.ledger.streams[place]!
    const policy = policyOf(ledgers, failure)
    switch (policy.kind) {
      case 'drop':
        if (failure.rule === -1) ledgers.stream.dropped++
        else ledgers.rules[failure.rule]!.dropped++
        return []
      case 'into': {
        const owner =
          failure.rule === -1 ? { stream: program.stream.name } : { rule: program.rules[failure.rule]!.name }
        const bytesMax = this.limits.payloadBytesMax
        const source = record.source ?? program.stream.connection
        return this.rows(
          failureChunk(policy.target, owner, failure, this.batchOf(record, seq), source, bytesMax),
        )
      }
      case 'dead-letter':
      case 'stop':
        return [errorLine(program, failure, record, this.limits.deadLetterPayloadBytesMax)]
    }
  }
}

/**
 * Runs a program on records from lines, offline and deterministically: same lines, same output. The clock is the
 * running maximum of the lines' `time`. Resolves when all input is read.
 */
export const replay = async (
  program: Program,
  lines: AsyncIterable<string | Uint8Array>,
  write: (line: string) => void | Promise<void>,
  options: ReplayOptions,
): Promise<ReplayResult> => {
  const run = new Replay(program, options)
  let number = 0
  for await (const line of lines) {
    number++
    const bytes =
      typeof line === 'string' ? Buffer.from(line) : Buffer.from(line.buffer, line.byteOffset, line.length)
    if (bytes.every((byte) => byte <= 32)) continue
    for (const output of run.line(bytes, number)) await write(output)
  }
  const ledgers = ledgerSnapshot(run.ledger)
  return { lines: number, badLines: run.badLines, ledgers, summary: formatLedgers(ledgers) }
}
