import type { CheckedTest } from '../../check/checked/test.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Cell } from './compare.ts'

/** A part of a condition that was not TRUE, with the values that it read, by the author's own words. */
export interface Condition {
  readonly text: string
  /** `failed` with the error's message. */
  readonly result: 'FALSE' | 'NULL' | 'failed'
  readonly message: string | undefined
  /** Which of several rows or elements it is about, counted from 1: `row 2`. */
  readonly of: string | undefined
  readonly values: readonly { readonly text: string; readonly value: string }[]
}

/** What became of a record that gave no row where one was expected. */
export interface Story {
  /** The GIVEN. */
  readonly span: Span
  /** What stopped the record, as the end of a sentence that begins with it. */
  readonly message: string
  readonly conditions: readonly Condition[]
}

/** A row beside what was expected of it. */
export interface RowComparison {
  /** The GIVEN that the row came from. */
  readonly span: Span
  readonly cells: readonly Cell[]
}

export type FailureKind = 'missing-row' | 'unexpected-row' | 'missing-error' | 'unexpected-error'

export interface TestFailure {
  readonly kind: FailureKind
  readonly message: string
  /** The EXPECT, or the GIVEN whose record failed. */
  readonly span: Span
  /** The nearest row, or the unexpected one, whose cells then expect nothing. */
  readonly row: RowComparison | undefined
  readonly story: Story | undefined
}

export interface TestResult {
  readonly test: CheckedTest
  readonly failures: readonly TestFailure[]
}
