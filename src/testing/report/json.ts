import { renderJson } from '../../diagnostic/render/json.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { TestFailure, TestResult } from '../blocks/test-result.ts'
import { totalsOf, type TestReport } from './report.ts'

const range = (document: SourceDocument, span: Span): object => ({
  file: document.name,
  start: document.position(span.start),
  end: document.position(span.end),
})

const failureJson = (document: SourceDocument, { kind, message, span, row, story }: TestFailure): object => ({
  kind,
  message,
  at: range(document, span),
  ...(row === undefined ? {} : { row: { given: range(document, row.span), cells: row.cells } }),
  ...(story === undefined
    ? {}
    : {
        record: {
          given: range(document, story.span),
          message: story.message,
          conditions: story.conditions,
        },
      }),
})

const resultJson = ({ test, failures }: TestResult): object => ({
  title: test.title,
  rule: test.rule.name,
  outcome: failures.length === 0 ? 'passed' : 'failed',
  at: range(test.document, test.span),
  failures: failures.map((failure) => failureJson(test.document, failure)),
})

/** A run as one JSON document, version 1. Lines and columns count from 1, columns in UTF-16 units. */
export const renderTestsJson = (report: TestReport): string => {
  const { diagnostics } = JSON.parse(renderJson(report.findings)) as { diagnostics: unknown }
  const tests = [
    ...report.results.map(resultJson),
    ...report.skipped.map(({ title, rule, document, span }) => ({
      title,
      rule,
      outcome: 'skipped',
      at: range(document, span),
      failures: [],
    })),
  ]
  const summary = { ...totalsOf(report), durationMs: Math.round(report.durationMs) }
  return JSON.stringify({ version: 1, tests, untested: report.untested, diagnostics, summary }, undefined, 2)
}
