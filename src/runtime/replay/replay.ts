import type { Catalog } from '../../catalog/catalog.ts'
import type { Program } from '../../codegen/program.ts'
import type { Log } from '../../stream/log.ts'
import type { Value } from '../../types/value.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { formatLedgers } from '../ledger/format-ledgers.ts'
import type { LedgerSnapshot } from '../ledger/snapshot.ts'
import { ledgerSnapshot } from '../ledger/snapshot.ts'
import type { EngineLimits } from '../limits.ts'
import type { StreamOutcome } from './record-replay.ts'
import { RecordReplay } from './record-replay.ts'
import type { ReplayRecord, ReplayRow } from './replay-line.ts'
import { parseReplayLine } from './replay-line.ts'
import { errorLine, rowLine } from './replay-output.ts'

/** Bytes of a payload that an error line shows. */
const ERROR_PAYLOAD_BYTES_MAX = 64 * 1024

export interface ReplayOptions {
  readonly catalog: Catalog
  readonly log: Log
  readonly limits?: Partial<EngineLimits>
  /** The clock before the first line that has a time; milliseconds since 1970, 0 by default. */
  readonly startMs?: number
  /** Rows that tables have before the first line, by name of the table. */
  readonly tables?: ReadonlyMap<string, readonly Value[]>
}

export interface ReplayResult {
  readonly lines: number
  /** Lines that are no record at all; each was reported as a warning with its number. */
  readonly badLines: number
  readonly ledgers: LedgerSnapshot
  /** For standard error. */
  readonly summary: readonly string[]
}

const rowLines = (chunk: OutputChunk): string[] =>
  Array.from({ length: chunk.count }, (_, row) => rowLine(chunk, row))

/** The lines of a file as records, and what comes of them as lines again. */
class LineReplay {
  badLines = 0
  readonly records: RecordReplay
  private readonly log: Log

  constructor(program: Program, options: ReplayOptions) {
    const { log } = options
    this.log = log
    this.records = new RecordReplay(program, {
      ...options,
      asked: (table) => {
        log.warn(
          `table ${table} has no rows: give them as {"table": "${table}", "row": {…}} lines before the records, or with --table ${table}=FILE`,
        )
      },
      report: (words) => {
        log.error(words)
      },
    })
  }

  /** The output lines of one input line. */
  line(bytes: Buffer, number: number): string[] {
    const record = parseReplayLine(bytes)
    if ('bad' in record) {
      this.badLines++
      this.log.warn(`line ${number}: ${record.bad}`)
      return []
    }
    if ('table' in record) {
      this.row(record, number)
      return []
    }
    const outcomes = this.records.record(record)
    if (outcomes.length === 0) this.log.debug(`line ${number}: no stream reads this record`)
    return outcomes.flatMap((outcome) => this.lines(outcome, record))
  }

  /** Rows that a table has before the first line. */
  fill(name: string, rows: readonly Value[]): void {
    const table = this.records.tables.of(name)
    if (table === undefined) this.log.warn(`no rule looks up a table ${name}`)
    rows.forEach((row, at) => {
      const problem = table?.put(row)
      if (problem !== undefined) this.log.warn(`table ${name}, row ${at + 1}: ${problem}`)
    })
    table?.begin()
  }

  private row({ table, row, timeMs }: ReplayRow, number: number): void {
    if (timeMs !== undefined) this.records.advanceTo(timeMs)
    if (this.records.tables.of(table) === undefined)
      this.log.debug(`line ${number}: no rule looks up ${table}`)
    const problem = this.records.tables.put(table, row)
    if (problem !== undefined) this.log.warn(`line ${number}: table ${table}: ${problem}`)
  }

  private lines({ program, stopped, outcomes }: StreamOutcome, record: ReplayRecord): string[] {
    if (stopped !== undefined && outcomes.length > 0)
      this.log.error(`stream ${program.stream.name} has stopped: ${stopped}`)
    return outcomes.flatMap((outcome) => {
      if (outcome.kind === 'rows') return rowLines(outcome.chunk)
      if (outcome.chunk !== undefined) return rowLines(outcome.chunk)
      if (outcome.policy === 'drop') return []
      return [errorLine(program, outcome.failure, record, ERROR_PAYLOAD_BYTES_MAX)]
    })
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
  const run = new LineReplay(program, options)
  for (const [table, rows] of options.tables ?? []) run.fill(table, rows)
  let number = 0
  for await (const line of lines) {
    number++
    const bytes =
      typeof line === 'string' ? Buffer.from(line) : Buffer.from(line.buffer, line.byteOffset, line.length)
    if (bytes.every((byte) => byte <= 32)) continue
    for (const output of run.line(bytes, number)) await write(output)
  }
  const ledgers = ledgerSnapshot(run.records.ledger)
  return { lines: number, badLines: run.badLines, ledgers, summary: formatLedgers(ledgers) }
}
