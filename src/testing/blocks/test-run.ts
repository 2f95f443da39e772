import type { CheckedGiven, CheckedStep, CheckedTest, ExpectedPlace } from '../../check/checked/test.ts'
import type { Span } from '../../diagnostic/span.ts'
import { RecordReplay } from '../../runtime/replay/record-replay.ts'
import type { ReplayRecord } from '../../runtime/replay/replay-line.ts'
import { outputColumns } from '../../plan/plan-rule.ts'
import { parseJsonText } from '../../types/json/parse.ts'
import type { Type } from '../../types/type.ts'
import {
  capture,
  errorText,
  type CapturedError,
  type CapturedRow,
  type GivenRecord,
  type TableRow,
} from './captured.ts'
import { compareOptions, compareRow, type Cell } from './compare.ts'
import { entryName } from './given-entry.ts'
import type { TestCompiler } from './test-program.ts'
import type { TestFailure } from './test-result.ts'
import { unexpectedRow } from './unexpected.ts'
import { MissingRow } from './why-missing.ts'

const bytesOf = ({ form, text }: CheckedGiven['payload']): Uint8Array =>
  form === 'base64' ? Buffer.from(text, 'base64') : Buffer.from(text)

const sourceOf = (place: CheckedGiven['place']): string => {
  switch (place.kind) {
    case 'connection':
      return place.connection
    case 'stream':
      return entryName('stream', place.stream.name)
    case 'rule':
      return entryName('rule', place.rule.name)
    case 'table':
      return place.table.name
  }
}

const recordOf = (step: CheckedGiven, nowMs: number): ReplayRecord => {
  const { place, key, headers, payload } = step
  const source = sourceOf(place)
  const entries = Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)] as const)
  return {
    source,
    topic: place.kind === 'connection' || place.kind === 'stream' ? place.topic : undefined,
    key: typeof key === 'string' ? Buffer.from(key) : key,
    headers: entries.length === 0 ? undefined : Object.fromEntries(entries),
    timeMs: step.timeMs ?? nowMs,
    attributes: step.attributes,
    payload: bytesOf(payload),
    form: payload.form === 'json' ? 'payload' : payload.form,
  }
}

/** One TEST from top to bottom. */
export class TestRun {
  readonly failures: TestFailure[] = []
  private readonly test: CheckedTest
  private readonly compiler: TestCompiler
  private readonly replay: RecordReplay
  private readonly records: GivenRecord[] = []
  private readonly tables: TableRow[] = []
  private readonly rowType: Type | undefined
  private nowMs = 0
  /** How many records there were when the GIVEN steps after the last EXPECT began. */
  private blockStart = 0
  private wasExpect = false

  constructor(test: CheckedTest, compiler: TestCompiler) {
    this.test = test
    this.compiler = compiler
    compiler.restart()
    this.replay = new RecordReplay(compiler.program(test), {
      catalog: compiler.surroundings.catalog,
      report: (words) => {
        throw new Error(words)
      },
    })
    const fields = outputColumns(test.rule.items)
    this.rowType = fields.length === 0 ? undefined : { kind: 'OBJECT', nullable: false, fields }
  }

  run(): readonly TestFailure[] {
    for (const step of this.test.steps) this.step(step)
    for (const error of this.errors())
      if (!error.taken)
        this.fail('unexpected-error', error.record.step.span, `this record failed in ${errorText(error)}`)
    return this.failures
  }

  private step(step: CheckedStep): void {
    const isExpect = step.kind.startsWith('expect')
    if (!isExpect && this.wasExpect) this.blockStart = this.records.length
    this.wasExpect = isExpect
    switch (step.kind) {
      case 'clock':
        this.moveTo(step.timeMs)
        return
      case 'advance':
        this.moveTo(this.nowMs + step.ms)
        return
      case 'given':
        this.given(step)
        return
      case 'expect':
        for (const place of step.places) this.expect(step, place)
        return
      case 'expect-nothing':
        this.nothing(step)
        return
      case 'expect-outcome':
        this.outcome(step)
    }
  }

  private moveTo(timeMs: number): void {
    this.nowMs = Math.max(this.nowMs, timeMs)
    this.replay.advanceTo(this.nowMs)
  }

  private given(step: CheckedGiven): void {
    if (step.place.kind === 'table') {
      this.row(step, step.place.table.name)
      return
    }
    const record = recordOf(step, this.nowMs)
    this.moveTo(record.timeMs ?? this.nowMs)
    const given: GivenRecord = { step, record, rows: [], errors: [], stopped: undefined }
    this.records.push(given)
    for (const outcome of this.replay.record(record)) capture(given, outcome)
  }

  private row(step: CheckedGiven, table: string): void {
    const row = parseJsonText(step.payload.text)
    const problem = this.replay.tables.put(table, row)
    this.tables.push({ table, row })
    if (problem !== undefined)
      this.fail('unexpected-error', step.span, `this is no row of table \`${table}\`: ${problem}`)
  }

  private errors(from = 0): readonly CapturedError[] {
    return this.records.slice(from).flatMap((record) => record.errors)
  }

  private rows(from = 0): readonly CapturedRow[] {
    return this.records.slice(from).flatMap((record) => record.rows)
  }

  private isAt(row: CapturedRow, place: ExpectedPlace): boolean {
    if (place.ownRow) return row.target === this.test.rule.targets.length
    return place.targets.includes(row.target) || (row.target === -1 && row.connection === place.policies)
  }

  /** The type of a row's value: the rule's columns, or what the target sends instead. */
  private typeOf(row: CapturedRow): Type | undefined {
    if (row.target === -1) return undefined
    return this.test.rule.targets[row.target]?.value?.type ?? this.rowType
  }

  private cells(
    row: CapturedRow,
    step: Extract<CheckedStep, { kind: 'expect' }>,
    place: ExpectedPlace,
  ): readonly Cell[] {
    return [
      ...compareOptions(place.options, row.options),
      ...compareRow(step.value, row.value, this.typeOf(row)),
    ]
  }

  private expect(step: Extract<CheckedStep, { kind: 'expect' }>, place: ExpectedPlace): void {
    const compared = this.rows()
      .filter((row) => this.isAt(row, place) && !row.taken)
      .map((row) => ({ row, cells: this.cells(row, step, place) }))
    const match = compared.find(({ cells }) => cells.every((cell) => cell.same))
    if (match !== undefined) {
      this.take(match.row)
      return
    }
    const missing = new MissingRow(this.test, this.compiler, this.records, this.tables)
    const { row, story, error } = missing.explain(step.value, place, compared)
    if (error !== undefined) error.taken = true
    this.failures.push({
      kind: 'missing-row',
      message: `no such row came to ${place.text}`,
      span: step.places.length === 1 ? step.span : place.span,
      row,
      story,
    })
  }

  private take(row: CapturedRow): void {
    row.taken = true
    for (const error of row.record.errors) if (error.row === row) error.taken = true
  }

  /** Rows before INTO are a view's rows; where there are targets, what reaches these counts. */
  private counts(row: CapturedRow): boolean {
    const { targets } = this.test.rule
    return !row.taken && (targets.length === 0 || row.target !== targets.length)
  }

  private nothing({ onlyNew, span }: Extract<CheckedStep, { kind: 'expect-nothing' }>): void {
    const from = onlyNew ? this.blockStart : 0
    for (const row of this.rows(from)) {
      if (!this.counts(row)) continue
      this.take(row)
      this.failures.push(unexpectedRow(row, span, this.test.rule))
    }
  }

  private outcome(step: Extract<CheckedStep, { kind: 'expect-outcome' }>): void {
    const { count, outcome, slug, span } = step
    const open = this.errors().filter((error) => !error.taken)
    const matching = open
      .filter(({ failure }) => slug === undefined || failure.slug === slug)
      .filter(({ policy }) => outcome === 'error' || policy === 'dead-letter')
      .slice(0, count)
    for (const error of matching) {
      error.taken = true
      if (error.row !== undefined) error.row.taken = true
    }
    if (matching.length === count) return
    this.missingError(step, matching.length, span)
  }

  private missingError(
    { count, outcome, slug }: Extract<CheckedStep, { kind: 'expect-outcome' }>,
    found: number,
    span: Span,
  ): void {
    const what = `${outcome === 'error' ? 'error' : 'dead letter'}${slug === undefined ? '' : ` ${slug}`}`
    const other = this.errors().find((error) => !error.taken)
    if (other !== undefined) other.taken = true
    const last = this.records.at(-1)
    const instead =
      other !== undefined
        ? `; a record failed in ${errorText(other)}`
        : last?.rows.some((row) => row.target !== -1) === true
          ? '; the record before gave a row'
          : ''
    const message =
      count === 1
        ? `no ${what} came${instead}`
        : `${String(count)} times ${what} expected, ${String(found)} came${instead}`
    this.fail('missing-error', span, message)
  }

  private fail(kind: TestFailure['kind'], span: Span, message: string): void {
    this.failures.push({ kind, message, span, row: undefined, story: undefined })
  }
}
