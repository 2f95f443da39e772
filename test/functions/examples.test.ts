import { expect, test } from 'vitest'
import { compileExpression } from '../../src/codegen/compile-expression.ts'
import { checkExpression } from '../../src/check/check-expression.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { jsonFormat } from '../../src/formats/json.ts'
import { recordBatch } from '../../src/stream/record-batch.ts'
import { parseExpression } from '../../src/syntax/parse.ts'
import { jsonText } from '../../src/types/json/write.ts'
import { RecordError } from '../../src/types/record-error.ts'

/** The record over which message functions give their examples. */
const record = (row: string) => ({
  payload: Buffer.from(row),
  topic: 'branch/7/atm',
  timeMs: Date.UTC(2026, 0, 1),
  key: Buffer.from('k1'),
  headers: { trace: Buffer.from('t1') },
  attributes: { qos: 1, retain: false, clientid: 'c1', partition: 0, offset: 42 },
})

const evaluate = (expression: string, row: string): string => {
  const options = compileOptions({ seed: 1, encodeAll: true })
  const document = new SourceDocument('<example>', expression)
  const collector = new Collector()
  const node = parseExpression(document, collector)
  const checked =
    node === undefined
      ? undefined
      : checkExpression(
          node,
          document,
          { columns: 'any', catalog: defaultCatalog, capabilities: options.capabilities },
          collector,
        )
  const found = collector.sorted().find((d) => d.severity === 'error')
  if (checked === undefined || found !== undefined)
    return `error ${found?.slug ?? ''}: ${found?.message ?? ''}`
  const stream = {
    name: 'row',
    document,
    span: { start: 0, end: 0 },
    tags: {},
    prose: '',
    origin: 'quoted' as const,
    connection: '',
    topics: [],
    options: {},
    format: jsonFormat,
    columns: [],
    onInvalid: { kind: 'drop' as const },
  }
  try {
    const batch = recordBatch({ lane: 0, epoch: 0, first: 0 }, [record(row)])
    const value = compileExpression(checked, stream, options)(batch, 0, {
      source: 'example',
      nowMs: Date.UTC(2026, 0, 2),
      stepsMax: 1_000,
    })
    return jsonText(value, checked.type)
  } catch (error) {
    if (error instanceof RecordError) return `error ${error.slug}`
    throw error
  }
}

const examples = defaultCatalog.vocabulary.functions.flatMap((entry) =>
  entry.examples.map(
    (example) =>
      [
        example.expression,
        example.row ?? '{}',
        'result' in example ? example.result : `error ${example.error}`,
      ] as const,
  ),
)

test.each(examples)('%s', (expression, row, expected) => {
  expect(evaluate(expression, row).replace(/^(error [a-z-]+):.*/s, '$1')).toBe(expected)
})

test('every function has two examples, prose and a name of its own', () => {
  const names = new Set<string>()
  for (const entry of defaultCatalog.vocabulary.functions) {
    expect(entry.examples.length, entry.name).toBeGreaterThanOrEqual(2)
    expect(entry.prose, entry.name).toMatch(/\.$|\?$|\?|NULL/)
    for (const name of [entry.name, ...(entry.aliases ?? [])]) {
      expect(names.has(name), name).toBe(false)
      names.add(name)
    }
  }
})
