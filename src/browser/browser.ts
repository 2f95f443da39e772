import './buffer.ts'
import { checkExpression } from '../check/check-expression.ts'
import { checkProject } from '../check/check.ts'
import type { CheckedProject } from '../check/checked/project.ts'
import { rowStream } from '../check/checked/row-stream.ts'
import { compileExpression } from '../codegen/compile-expression.ts'
import { compileProgram } from '../codegen/compile-program.ts'
import { Collector } from '../diagnostic/collector.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { SourceDocument } from '../diagnostic/document.ts'
import { jsonFormat } from '../formats/json.ts'
import { recordBatch } from '../stream/record-batch.ts'
import { covers } from '../stream/topic-filter.ts'
import { format as formatFile } from '../syntax/format/format.ts'
import { parse, parseExpression } from '../syntax/parse.ts'
import { jsonText } from '../types/json/write.ts'
import { RecordError } from '../types/record-error.ts'
import { pageCatalog, pageOptions } from './surroundings.ts'

const STEPS_MAX = 100_000
const SEED = 1

/** A finding, its place in lines and columns from 1, as plain JSON. */
export interface Finding {
  readonly slug: string
  readonly severity: string
  readonly message: string
  readonly help?: string
  readonly from: { readonly line: number; readonly column: number }
  readonly to: { readonly line: number; readonly column: number }
}

/** A record as a page gives it. */
export interface PageRecord {
  readonly topic: string
  /** JSON, or other text. */
  readonly payload: string
  /** Milliseconds since 1970; the clock of the rules too. */
  readonly timeMs: number
}

/** What one record gives: rows as JSON text, by rule and target, and what failed. */
export interface Outcome {
  readonly rows: readonly { readonly rule: string; readonly target: string; readonly value: string }[]
  readonly failures: readonly { readonly rule?: string; readonly slug: string; readonly message: string }[]
}

const findingOf = ({ slug, severity, message, help, document, span }: Diagnostic): Finding => ({
  slug,
  severity,
  message,
  ...(help === undefined ? {} : { help }),
  from: document.position(span.start),
  to: document.position(span.end),
})

const checked = (text: string, name: string, collector: Collector): CheckedProject => {
  const document = new SourceDocument(name, text)
  const files = [{ document, file: parse(document, collector) }]
  const { capabilities } = pageOptions(SEED)
  return checkProject({ files, catalog: pageCatalog, capabilities }, collector)
}

/** What is wrong with a rule file. Connections are assumed, since a page has no sluice.yaml. */
export const check = (text: string, name = 'page.rules'): readonly Finding[] => {
  const collector = new Collector()
  checked(text, name, collector)
  return collector.sorted().map(findingOf)
}

/** A rule file in its one style; one with mistakes of syntax as it is. */
export const format = (text: string): string => {
  const document = new SourceDocument('page.rules', text)
  const collector = new Collector()
  const file = parse(document, collector)
  return collector.hasErrors ? text : formatFile(file, document)
}

const encoder = new TextEncoder()

/** Runs the rules of a file on one record. Rules with errors do not take part. */
export const run = (text: string, record: PageRecord): Outcome => {
  const project = checked(text, 'page.rules', new Collector())
  const rows: Outcome['rows'][number][] = []
  const failures: Outcome['failures'][number][] = []
  const { timeMs, topic } = record
  const batch = recordBatch({ lane: 0, epoch: 0, first: 0 }, [
    { payload: encoder.encode(record.payload), topic, timeMs },
  ])
  for (const { stream, rules, pass } of compileProgram(project, pageOptions(SEED)).streams) {
    if (stream.topics.length > 0 && !stream.topics.some((filter) => covers(filter, topic))) continue
    const result = pass(batch, undefined, 1, { source: 'page', nowMs: timeMs, stepsMax: STEPS_MAX })
    for (const { target, bytes, start, end, count } of result.chunks)
      for (let r = 0; r < count; r++)
        rows.push({
          rule: target.rule,
          target: target.connection,
          value: bytes.toString('utf8', start[r], end[r]),
        })
    for (const { rule, slug, message } of result.failures) {
      const name = rules[rule]?.name
      failures.push({ ...(name === undefined ? {} : { rule: name }), slug, message })
    }
  }
  return { rows, failures }
}

/** The value of an expression over a row, both as JSON text, with its type; or what is wrong. */
export const evaluate = (
  expression: string,
  rowJson: string,
  nowMs = 0,
):
  | { readonly value: string; readonly type: string }
  | { readonly error: string; readonly message: string } => {
  const document = new SourceDocument('expression', expression)
  const collector = new Collector()
  const node = parseExpression(document, collector)
  const options = pageOptions(SEED)
  const { capabilities } = options
  const found =
    node && checkExpression(node, document, { columns: 'any', catalog: pageCatalog, capabilities }, collector)
  const wrong = collector.sorted().find(({ severity }) => severity === 'error')
  if (found === undefined || wrong !== undefined)
    return { error: wrong?.slug ?? 'syntax-error', message: wrong?.message ?? 'this is no expression' }
  try {
    const batch = recordBatch({ lane: 0, epoch: 0, first: 0 }, [
      { payload: encoder.encode(rowJson), topic: '', timeMs: nowMs },
    ])
    const context = { source: 'page', nowMs, stepsMax: STEPS_MAX }
    const value = compileExpression(found, rowStream(document, jsonFormat), options)(batch, 0, context)
    return { value: jsonText(value, found.type), type: found.type.kind }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return { error: error.slug, message: error.message }
  }
}
