import type { Batch } from '../../stream/batch.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { RecordError } from '../../types/record-error.ts'
import type { CompileOptions } from '../compile-options.ts'
import type { Failure, Pass, PassContext, PassCounts, PassResult, RuleShape } from '../program.ts'
import type { StreamLayout } from '../slots/stream-layout.ts'
import { RowMarks } from './row-marks.ts'
import { PassState } from './state.ts'
import { RowWriter, TargetWriter } from './writer.ts'

export type DecodeFunction = (state: PassState, selected: Int32Array | undefined, count: number) => void

export type RuleFunction = (
  state: PassState,
  writer: RowWriter,
  targets: readonly TargetWriter[],
  skipped: Float64Array,
  marks: RowMarks,
) => void

/** The generated functions of a stream and what they work on. */
export interface PassParts {
  readonly decode: DecodeFunction
  readonly rules: readonly RuleFunction[]
  readonly layout: StreamLayout
  readonly sites: readonly string[]
  readonly shapes: readonly RuleShape[]
  /** Columns that each target's sink takes, by rule and target. */
  readonly columnCounts: readonly (readonly number[])[]
  readonly options: CompileOptions
}

const PATH_LENGTH_MAX = 200
/** First guess of a rule's encoded row, in bytes; later passes use what the last one needed. */
const ROW_BYTES_GUESS = 128

const emptyCounts = (shapes: readonly RuleShape[]): PassCounts => {
  const perRule = (): Float64Array => new Float64Array(shapes.length)
  return {
    decoded: 0,
    invalid: 0,
    ahead: 0,
    passed: perRule(),
    filtered: perRule(),
    unmatched: perRule(),
    failed: perRule(),
    mismatch: perRule(),
    skipped: shapes.map((shape) => new Float64Array(shape.targets.length)),
  }
}

/** One stream's pass: decodes, runs each rule over what could be decoded, and goes on behind records that fail. */
class StreamPass {
  private readonly parts: PassParts
  private readonly state: PassState
  /** Bytes that each rule's rows took at most so far, so that its next buffer has the right size. */
  private readonly rowBytes: Float64Array

  constructor(parts: PassParts) {
    this.parts = parts
    const { columns, stream } = parts.layout
    this.state = new PassState(columns.length, parts.options, stream.schema?.text)
    this.rowBytes = new Float64Array(parts.shapes.length).fill(ROW_BYTES_GUESS)
  }

  run(batch: Batch, selected: Int32Array | undefined, count: number, context: PassContext): PassResult {
    const { state, parts } = this
    const counts = emptyCounts(parts.shapes)
    const failures: Failure[] = []
    const chunks: OutputChunk[] = []
    state.begin(batch, context)
    state.reserve(count, parts.layout.slots.size)
    this.decode(selected, count, failures)
    counts.decoded = state.liveCount
    counts.ahead = failures.filter((failure) => failure.slug === 'ahead-of-time').length
    counts.invalid = failures.length - counts.ahead
    if (state.liveCount > 0)
      for (let rule = 0; rule < parts.rules.length; rule++)
        this.rule(rule, counts, failures, chunks, context.source)
    state.end()
    return { counts, chunks, failures }
  }

  private decode(selected: Int32Array | undefined, count: number, failures: Failure[]): void {
    const { state } = this
    state.liveCount = 0
    state.at = 0
    for (;;) {
      try {
        this.parts.decode(state, selected, count)
        return
      } catch (error) {
        failures.push(this.failure(-1, error))
        state.at++
      }
    }
  }

  private rule(
    rule: number,
    counts: PassCounts,
    failures: Failure[],
    chunks: OutputChunk[],
    source: string,
  ): void {
    const { state, parts } = this
    const shape = parts.shapes[rule]
    const run = parts.rules[rule]
    const skipped = counts.skipped[rule]
    if (shape === undefined || run === undefined || skipped === undefined) return
    const writer = new RowWriter(shape.targets.length === 0 ? 0 : this.capacity(rule))
    const targets = shape.targets.map((t, k) => new TargetWriter(t, parts.columnCounts[rule]?.[k] ?? 0, 16))
    const marks = new RowMarks(writer, targets, skipped)
    const before = failures.length
    state.at = 0
    state.passed = 0
    state.unmatched = 0
    state.mismatches = 0
    for (;;) {
      try {
        run(state, writer, targets, skipped, marks)
        break
      } catch (error) {
        failures.push(this.failure(rule, error))
        marks.takeBack()
        state.at++
      }
    }
    const failed = failures.length - before
    counts.passed[rule] = state.passed
    counts.failed[rule] = failed
    counts.mismatch[rule] = state.mismatches
    counts.unmatched[rule] = state.unmatched
    counts.filtered[rule] = state.liveCount - state.passed - state.unmatched - failed
    this.rowBytes[rule] = Math.max(ROW_BYTES_GUESS, writer.at)
    for (const target of targets) {
      const chunk = target.chunk(writer.buffer, source, this.lane, this.epoch)
      if (chunk !== undefined) chunks.push(chunk)
    }
  }

  private get lane(): number {
    return this.state.batch?.lane ?? 0
  }

  private get epoch(): number {
    return this.state.batch?.epoch ?? 0
  }

  /** A little more than the last pass needed; a rule that rarely passes gets a small buffer. */
  private capacity(rule: number): number {
    return Math.ceil((this.rowBytes[rule] ?? ROW_BYTES_GUESS) * 1.25)
  }

  /** The record that was being worked on has failed; anything but an error of the record is our own bug. */
  private failure(rule: number, error: unknown): Failure {
    if (!(error instanceof RecordError)) throw error
    const { state } = this
    const path = error.path ?? this.parts.sites[state.site]?.slice(0, PATH_LENGTH_MAX)
    return { record: state.index, rule, slug: error.slug, message: error.message, path }
  }
}

/** The pass of one stream, over its generated functions. */
export const createPass = (parts: PassParts): Pass => {
  const pass = new StreamPass(parts)
  return (batch, selected, count, context) => pass.run(batch, selected, count, context)
}
