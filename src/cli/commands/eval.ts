import { createInterface } from 'node:readline'
import { compileExpression } from '../../codegen/compile-expression.ts'
import { checkExpression } from '../../check/check-expression.ts'
import { rowStream } from '../../check/checked/row-stream.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { Collector } from '../../diagnostic/collector.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import { jsonFormat } from '../../formats/json.ts'
import { recordBatch } from '../../stream/record-batch.ts'
import { parseExpression } from '../../syntax/parse.ts'
import { jsonText } from '../../types/json/write.ts'
import { RecordError } from '../../types/record-error.ts'
import { memberSpans } from '../../runtime/replay/member-spans.ts'
import { compileOptions } from '../compile-options.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { systemClock } from '../system-clock.ts'

const STEPS_MAX = 100_000

/** What an expression over a row gives: its value as JSON with its type, or what is wrong. */
export type Evaluation =
  | { readonly value: string; readonly type: string }
  | { readonly error: { readonly slug: string; readonly message: string }; readonly report: string }

/** Checks and evaluates one expression; names are members of the row, which is JSON text. */
export const evaluateExpression = (expression: string, row: Uint8Array): Evaluation => {
  const options = compileOptions({ seed: systemClock.wallMs(), encodeAll: true })
  const document = new SourceDocument('<expression>', expression)
  const collector = new Collector()
  const node = parseExpression(document, collector)
  const { capabilities } = options
  const checked =
    node === undefined
      ? undefined
      : checkExpression(node, document, { columns: 'any', catalog: defaultCatalog, capabilities }, collector)
  const found = collector.sorted().find((d) => d.severity === 'error')
  if (checked === undefined || found !== undefined) {
    const slug = found?.slug ?? 'syntax-error'
    const message = found?.message ?? 'the expression cannot be read'
    return {
      error: { slug, message },
      report: found === undefined ? message : renderHuman(found, plainPalette),
    }
  }
  try {
    const run = compileExpression(checked, rowStream(document, jsonFormat), options)
    const batch = recordBatch({ lane: 0, epoch: 0, first: 0 }, [
      { payload: row, topic: '', timeMs: systemClock.wallMs() },
    ])
    const value = run(batch, 0, { source: 'eval', nowMs: systemClock.wallMs(), stepsMax: STEPS_MAX })
    return { value: jsonText(value, checked.type), type: checked.type.kind }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    const { slug, message } = error
    return { error: { slug, message }, report: `error[${slug}] ${message}` }
  }
}

/** One line of `eval --stdin`: `{"expr": …, "row": …}`. The row's bytes are taken as they are. */
const answerLine = (line: string): string => {
  const bytes = Buffer.from(line)
  const spans = memberSpans(bytes)
  const expr = spans?.get('expr')
  const row = spans?.get('row')
  const parsed: unknown =
    expr === undefined ? undefined : JSON.parse(bytes.toString('utf8', expr.start, expr.end))
  if (typeof parsed !== 'string')
    return JSON.stringify({ error: { slug: 'bad-json', message: 'expected {"expr": "…", "row": {…}}' } })
  const result = evaluateExpression(
    parsed,
    row === undefined ? Buffer.from('{}') : bytes.subarray(row.start, row.end),
  )
  if ('error' in result) return JSON.stringify({ error: result.error })
  return `{"value":${result.value},"type":${JSON.stringify(result.type)}}`
}

/** `sluice eval`: one expression, or one per line of standard input. */
export const evaluate = async (
  terminal: Terminal,
  expression: string | undefined,
  options: { readonly row: string; readonly stdin: boolean },
): Promise<ExitCode> => {
  if (options.stdin) {
    for await (const line of createInterface({ input: terminal.input, crlfDelay: Infinity }))
      if (line.trim() !== '') await writeLine(terminal.out, answerLine(line))
    return exitCode.fine
  }
  if (expression === undefined) {
    await writeLine(terminal.err, 'name an expression, or use --stdin')
    return exitCode.usage
  }
  const result = evaluateExpression(expression, Buffer.from(options.row))
  if ('error' in result) {
    await writeLine(terminal.err, result.report)
    return exitCode.findings
  }
  await writeLine(terminal.out, result.value)
  return exitCode.fine
}
