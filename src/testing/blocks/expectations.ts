import type { CheckedStep, CheckedTest, ExpectedPlace } from '../../check/checked/test.ts'
import type { Span } from '../../diagnostic/span.ts'
import { outputColumns } from '../../plan/plan-rule.ts'
import type { Type } from '../../types/type.ts'
import {
  errorText,
  isAt,
  type CapturedError,
  type CapturedRow,
  type GivenRecord,
  type TableRow,
} from './captured.ts'
import { compareOptions, compareRow } from './compare.ts'
import { matching } from './matching.ts'
import type { TestCompiler } from './test-program.ts'
import type { TestFailure } from './test-result.ts'
import { unexpectedRow } from './unexpected.ts'
import { MissingRow, type ComparedRow } from './why-missing.ts'

export type ExpectStep = Extract<CheckedStep, { kind: 'expect' }>
type OutcomeStep = Extract<CheckedStep, { kind: 'expect-outcome' }>

/** Failures that one test has at the most; the others would say the same. */
const FAILURES_MAX = 20

/** A row that is expected at one place. */
interface Wanted {
  readonly step: ExpectStep
  readonly place: ExpectedPlace
  /** All rows at the place that nothing has taken. */
  readonly rows: readonly ComparedRow[]
}

/** Sets what came of the records of a test beside what it expects. */
export class Expectations {
  private readonly test: CheckedTest
  private readonly compiler: TestCompiler
  private readonly records: readonly GivenRecord[]
  private readonly tables: readonly TableRow[]
  private readonly rowType: Type | undefined
  private readonly failures: TestFailure[] = []

  constructor(
    test: CheckedTest,
    compiler: TestCompiler,
    records: readonly GivenRecord[],
    tables: readonly TableRow[],
  ) {
    this.test = test
    this.compiler = compiler
    this.records = records
    this.tables = tables
    const fields = outputColumns(test.rule.items)
    this.rowType = fields.length === 0 ? undefined : { kind: 'OBJECT', nullable: false, fields }
  }

  /** Expected rows that stand together share the rows that came so that as many as can be are met. */
  rows(steps: readonly ExpectStep[]): void {
    const wanted = steps.flatMap((step) => step.places.map((place) => this.wanted(step, place)))
    const fits = wanted.map(({ rows }) =>
      rows.filter(({ cells }) => cells.every((cell) => cell.same)).map(({ row }) => row),
    )
    const taken = matching(fits)
    for (const row of taken) if (row !== undefined) this.take(row)
    wanted.forEach((one, k) => {
      if (taken[k] === undefined) this.missing(one)
    })
  }

  /** No row of these records is left, from an index on. */
  nothing({ span }: { readonly span: Span }, from: number): void {
    for (const row of this.records.slice(from).flatMap((record) => record.rows)) {
      if (!this.counts(row)) continue
      this.take(row)
      this.add(unexpectedRow(row, span, this.test.rule))
    }
  }

  outcome(step: OutcomeStep): void {
    const { count, outcome, slug, span } = step
    const matching = this.errors()
      .filter(({ failure }) => slug === undefined || failure.slug === slug)
      .filter(({ policy }) => outcome === 'error' || policy === 'dead-letter')
      .slice(0, count)
    for (const error of matching) {
      error.taken = true
      if (error.row !== undefined) error.row.taken = true
    }
    if (matching.length < count) this.fail('missing-error', span, this.missingError(step, matching.length))
  }

  badRow(span: Span, table: string, problem: string): void {
    this.fail('unexpected-error', span, `this is no row of table \`${table}\`: ${problem}`)
  }

  /** Errors that no EXPECT spoke of are failures too. */
  finish(): readonly TestFailure[] {
    for (const error of this.errors())
      this.fail('unexpected-error', error.record.step.span, `this record failed in ${errorText(error)}`)
    return this.failures
  }

  /** Those that nothing has taken. */
  private errors(): readonly CapturedError[] {
    return this.records.flatMap((record) => record.errors).filter((error) => !error.taken)
  }

  private wanted(step: ExpectStep, place: ExpectedPlace): Wanted {
    const rows = this.records
      .flatMap((record) => record.rows)
      .filter((row) => isAt(row, place, this.test.rule) && !row.taken)
      .map((row) => ({
        row,
        cells: [
          ...compareOptions(place.options, row.options),
          ...compareRow(step.value, row.value, this.typeOf(row)),
        ],
      }))
    return { step, place, rows }
  }

  /** The type of a row's value: the rule's columns, or what the target sends instead. */
  private typeOf(row: CapturedRow): Type | undefined {
    if (row.target === -1) return undefined
    return this.test.rule.targets[row.target]?.value?.type ?? this.rowType
  }

  private missing({ step, place, rows }: Wanted): void {
    const missing = new MissingRow(this.test, this.compiler, this.records, this.tables)
    const left = rows.filter(({ row }) => !row.taken)
    const { row, story, error } = missing.explain(step.value, place, left)
    if (error !== undefined) error.taken = true
    this.add({
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

  private missingError({ count, outcome, slug }: OutcomeStep, found: number): string {
    const what = `${outcome === 'error' ? 'error' : 'dead letter'}${slug === undefined ? '' : ` ${slug}`}`
    const [other] = this.errors()
    if (other !== undefined) other.taken = true
    const hasRow = this.records.at(-1)?.rows.some((row) => row.target !== -1) === true
    const instead =
      other !== undefined
        ? `; a record failed in ${errorText(other)}`
        : hasRow
          ? '; the record before gave a row'
          : ''
    return count === 1
      ? `no ${what} came${instead}`
      : `${String(count)} times ${what} expected, ${String(found)} came${instead}`
  }

  private fail(kind: TestFailure['kind'], span: Span, message: string): void {
    this.add({ kind, message, span, row: undefined, story: undefined })
  }

  private add(failure: TestFailure): void {
    if (this.failures.length < FAILURES_MAX) this.failures.push(failure)
  }
}
