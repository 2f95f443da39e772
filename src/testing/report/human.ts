import { plainPalette, renderFrame, renderHuman, type Palette } from '../../diagnostic/render/human.ts'
import type { CheckedTest } from '../../check/checked/test.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Condition, Story, TestFailure, TestResult } from '../blocks/test-result.ts'
import { filesOf, totalsOf, type TestReport } from './report.ts'
import { cellTable } from './table.ts'

const UNTESTED_SHOWN_MAX = 10

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`

const location = (document: SourceDocument, span: Span): string => {
  const { line, column } = document.position(span.start)
  return `${document.name}:${String(line)}:${String(column)}`
}

const lineOf = (document: SourceDocument, span: Span): string =>
  `line ${String(document.position(span.start).line)}`

const conditionText = ({ text, result, message, of, values }: Condition): string => {
  const reads = values.map((value) => `${value.text} is ${value.value}`).join(', ')
  const what = result === 'failed' ? `failed with ${message ?? ''}` : `is ${result}`
  const hasNull = values.some(({ value }) => value === 'NULL')
  const note =
    result === 'NULL' && values.length > 0 && !hasNull ? ', and values of these kinds have no order' : ''
  const place = of === undefined ? '' : `${of}: `
  return `${place}${text} ${what}${reads === '' ? '' : `: ${reads}`}${note}`
}

const storyLines = (document: SourceDocument, { span, message, conditions }: Story): readonly string[] => [
  `The nearest record, given at ${lineOf(document, span)}, ${message}${conditions.length === 0 ? '.' : ':'}`,
  ...conditions.map((condition) => `    ${conditionText(condition)}`),
]

const rowLines = (test: CheckedTest, failure: TestFailure, palette: Palette): readonly string[] => {
  const { row, kind } = failure
  if (row === undefined) return []
  const given = `the record given at ${lineOf(test.document, row.span)}`
  const differing = row.cells.filter((cell) => !cell.same).length
  const head =
    kind === 'unexpected-row'
      ? `It came from ${given}:`
      : `The nearest row came from ${given}; ${plural(differing, 'value')} of ${String(row.cells.length)} ${differing === 1 ? 'differs' : 'differ'}:`
  return [head, ...cellTable(row.cells, palette).map((line) => `  ${line}`)]
}

const failureLines = (test: CheckedTest, failure: TestFailure, palette: Palette): readonly string[] => {
  const { document } = test
  return [
    `${palette.strong(failure.message)}`,
    `${palette.faint('at')} ${location(document, failure.span)}`,
    ...renderFrame(document, failure.span, palette, 'error'),
    ...rowLines(test, failure, palette),
    ...(failure.story === undefined ? [] : storyLines(document, failure.story)),
  ].map((line) => `  ${line}`)
}

/** One failure as plain text, for reports that have no other place for it. */
export const failureText = (test: CheckedTest, failure: TestFailure): string =>
  failureLines(test, failure, plainPalette).join('\n')

const failedTest = ({ test, failures }: TestResult, palette: Palette): string =>
  [
    `${palette.severity('error', 'FAILED')} ${palette.strong(`'${test.title}'`)} FOR ${test.rule.name}`,
    `  ${palette.faint('at')} ${location(test.document, test.span)}`,
    ...failures.flatMap((failure) => ['', ...failureLines(test, failure, palette)]),
  ].join('\n')

const fileLines = (report: TestReport, palette: Palette): readonly string[] => {
  const files = filesOf(report)
  const width = Math.max(0, ...files.map((file) => file.length))
  return files.map((file) => {
    const totals = totalsOf({
      results: report.results.filter(({ test }) => test.document.name === file),
      skipped: report.skipped.filter(({ document }) => document.name === file),
    })
    const isFine = totals.failed + totals.skipped === 0
    const parts = [
      ...(totals.passed > 0 ? [`${String(totals.passed)} passed`] : []),
      ...(totals.failed > 0 ? [palette.severity('error', `${String(totals.failed)} failed`)] : []),
      ...(totals.skipped > 0 ? [palette.severity('warning', `${String(totals.skipped)} not run`)] : []),
    ]
    return `${isFine ? 'ok    ' : palette.severity('error', 'FAILED')} ${file.padEnd(width)}  ${parts.join(', ')}`
  })
}

const untestedLine = ({ untested }: TestReport, palette: Palette): readonly string[] => {
  if (untested.length === 0) return []
  const names = untested.slice(0, UNTESTED_SHOWN_MAX).join(', ')
  const more = untested.length > UNTESTED_SHOWN_MAX ? ', …' : ''
  return [
    `${palette.severity('note', 'note')}: ${plural(untested.length, 'rule')} without a test: ${names}${more}`,
  ]
}

const summaryLine = (report: TestReport, palette: Palette): string => {
  const { passed, failed, skipped } = totalsOf(report)
  const parts = [
    `${String(passed)} passed`,
    ...(failed > 0 ? [palette.severity('error', `${String(failed)} failed`)] : []),
    ...(skipped > 0
      ? [palette.severity('warning', `${String(skipped)} not run, see the findings above`)]
      : []),
  ]
  const count = passed + failed + skipped
  const head = count === 0 ? 'no tests' : `${plural(count, 'test')}: ${parts.join(', ')}`
  return `${head} ${palette.faint(`(${String(Math.round(report.durationMs))} ms)`)}`
}

/** A run for people: findings, failed tests with what came instead, one line per file, and a summary. */
export const renderTests = (report: TestReport, palette: Palette): string =>
  [
    ...report.findings.map((finding) => `${renderHuman(finding, palette)}\n`),
    ...report.results
      .filter((result) => result.failures.length > 0)
      .map((result) => `${failedTest(result, palette)}\n`),
    ...fileLines(report, palette),
    ...untestedLine(report, palette),
    summaryLine(report, palette),
  ].join('\n')
