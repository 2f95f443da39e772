import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { TestResult } from '../blocks/test-result.ts'

/** A test that could not run, because it or its rule has findings. */
export interface SkippedTest {
  readonly title: string
  readonly rule: string
  readonly document: SourceDocument
  readonly span: Span
}

/** One run of tests, ready to be shown. */
export interface TestReport {
  readonly results: readonly TestResult[]
  readonly skipped: readonly SkippedTest[]
  /** Rules without any test. */
  readonly untested: readonly string[]
  /** Errors of the rule files. */
  readonly findings: readonly Diagnostic[]
  readonly durationMs: number
}

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const totalsOf = ({ results, skipped }: Pick<TestReport, 'results' | 'skipped'>): Totals => {
  const failed = results.filter((result) => result.failures.length > 0).length
  return { passed: results.length - failed, failed, skipped: skipped.length }
}

/** The names of all files that have tests, in order. */
export const filesOf = ({ results, skipped }: TestReport): readonly string[] => [
  ...new Set([
    ...results.map(({ test }) => test.document.name),
    ...skipped.map(({ document }) => document.name),
  ]),
]
