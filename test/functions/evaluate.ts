import { checkExpression } from '../../src/check/check-expression.ts'
import type { CheckedStream } from '../../src/check/checked/project.ts'
import { compileExpression } from '../../src/codegen/compile-expression.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { jsonFormat } from '../../src/formats/json.ts'
import { recordBatch } from '../../src/stream/record-batch.ts'
import { parseExpression } from '../../src/syntax/parse.ts'
import { jsonText } from '../../src/types/json/write.ts'
import { RecordError } from '../../src/types/record-error.ts'
import type { Type } from '../../src/types/type.ts'
import type { Value } from '../../src/types/value.ts'

/** 2026-01-01T10:00:00Z: when the record of the examples is evaluated; it was sent a second before. */
export const EXAMPLE_NOW_MS = 1_767_261_600_000

export type Outcome =
  | { readonly kind: 'value'; readonly value: Value; readonly type: Type; readonly json: string }
  | { readonly kind: 'error'; readonly slug: string; readonly message: string }

const options = compileOptions({ seed: 7, encodeAll: true })

const reading = (document: SourceDocument): CheckedStream => ({
  name: 'row',
  document,
  span: { start: 0, end: 0 },
  tags: {},
  prose: '',
  origin: 'quoted',
  connection: '',
  topics: [],
  options: {},
  format: jsonFormat,
  columns: [],
  onInvalid: { kind: 'drop' },
})

const exampleBatch = (row: string) =>
  recordBatch({ lane: 0, epoch: 0, first: 41 }, [
    {
      payload: Buffer.from(row),
      topic: 'branch/7/atm',
      timeMs: EXAMPLE_NOW_MS - 1_000,
      key: Buffer.from('k1'),
      headers: { trace: Buffer.from('t1'), lang: Buffer.from('en') },
      attributes: {
        qos: 1,
        retain: false,
        clientid: 'atm-7',
        username: 'branch7',
        partition: 3,
        offset: 42,
        pub_props: { 'Content-Type': 'application/json' },
      },
    },
  ])

/** An expression over a row of JSON and the message of the examples, checked, compiled and run. */
export const evaluate = (expression: string, row = '{}', stepsMax = 100_000): Outcome => {
  const document = new SourceDocument('<example>', expression)
  const collector = new Collector()
  const node = parseExpression(document, collector)
  const { capabilities } = options
  const checked =
    node &&
    checkExpression(node, document, { columns: 'any', catalog: defaultCatalog, capabilities }, collector)
  const found = collector.sorted().find((one) => one.severity === 'error')
  if (checked === undefined || found !== undefined)
    return { kind: 'error', slug: found?.slug ?? 'syntax-error', message: found?.message ?? '' }
  try {
    const run = compileExpression(checked, reading(document), options)
    const value = run(exampleBatch(row), 0, { source: 'example', nowMs: EXAMPLE_NOW_MS, stepsMax })
    return { kind: 'value', value, type: checked.type, json: jsonText(value, checked.type) }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return { kind: 'error', slug: error.slug, message: error.message }
  }
}

/** The JSON of an expression that must have a value. */
export const valueOf = (expression: string, row?: string): string => {
  const outcome = evaluate(expression, row)
  return outcome.kind === 'value' ? outcome.json : `error ${outcome.slug}: ${outcome.message}`
}
