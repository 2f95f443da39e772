import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { timestampText } from '../../types/timestamp.ts'
import type { TestResult } from '../blocks/test-result.ts'
import { failureText } from './human.ts'
import { filesOf, type SkippedTest, type TestReport } from './report.ts'

/** Characters that XML 1.0 cannot hold at all. */
const forbidden = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const xml = (text: string): string =>
  text.replace(forbidden, '\ufffd').replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)

/** An attribute keeps its line breaks only as references. */
const attribute = (text: string): string => xml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')

const element = (name: string, attributes: Readonly<Record<string, string>>, content: string): string => {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`)
  return content === '' ? `<${name}${pairs.join('')}/>` : `<${name}${pairs.join('')}>${content}</${name}>`
}

const NO_TIME = '0'

const testCase = ({ test, failures }: TestResult): string =>
  element(
    'testcase',
    { name: test.title, classname: test.rule.name, time: NO_TIME },
    // The schema knows one failure for a test; the others stand in its text.
    failures.length === 0
      ? ''
      : element(
          'failure',
          { message: failures.map(({ message }) => message).join('; '), type: failures[0]?.kind ?? '' },
          xml(failures.map((failure) => failureText(test, failure)).join('\n\n')),
        ),
  )

const skippedCase = ({ title, rule }: SkippedTest): string =>
  element('testcase', { name: title, classname: rule, time: NO_TIME }, element('skipped', {}, ''))

const findingCase = (finding: Diagnostic): string =>
  element(
    'testcase',
    { name: finding.message, classname: finding.slug, time: NO_TIME },
    element(
      'error',
      { message: finding.message, type: finding.slug },
      xml(renderHuman(finding, plainPalette)),
    ),
  )

const suite = (report: TestReport, file: string, id: number, startMs: number): string => {
  const results = report.results.filter(({ test }) => test.document.name === file)
  const skipped = report.skipped.filter(({ document }) => document.name === file)
  const findings = report.findings.filter(({ document }) => document.name === file)
  const failed = results.filter(({ failures }) => failures.length > 0)
  const attributes = {
    name: file,
    package: '',
    id: String(id),
    timestamp: timestampText(startMs).slice(0, 19),
    hostname: 'localhost',
    tests: String(results.length + skipped.length + findings.length),
    failures: String(failed.length),
    errors: String(findings.length),
    skipped: String(skipped.length),
    time: id === 0 ? (report.durationMs / 1_000).toFixed(3) : NO_TIME,
  }
  const cases = [...results.map(testCase), ...skipped.map(skippedCase), ...findings.map(findingCase)]
  const lines = ['<properties/>', ...cases, '<system-out/>', '<system-err/>']
  return element('testsuite', attributes, `\n    ${lines.join('\n    ')}\n  `)
}

/**
 * A run as JUnit XML, one suite per file, by the schema of Ant's JUnit task as Windy Road wrote it down. All tests run
 * in one go, so the first suite has the time of all.
 */
export const renderTestsJunit = (report: TestReport, startMs: number): string => {
  const files = [...new Set([...filesOf(report), ...report.findings.map(({ document }) => document.name)])]
  const suites = files.map((file, id) => `  ${suite(report, file, id, startMs)}`)
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n')
}
