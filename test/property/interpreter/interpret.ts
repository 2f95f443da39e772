import type { Capabilities } from '../../../src/catalog/function.ts'
import type { CheckedRule, CheckedStream } from '../../../src/check/checked/project.ts'
import type { PlainRecord } from '../../../src/stream/record-batch.ts'
import { Decimal } from '../../../src/types/decimal.ts'
import { kindOf } from '../../../src/types/kind-of.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Value } from '../../../src/types/value.ts'
import { evaluate, passes } from './evaluate.ts'
import { RecordRun, withParameters, type RowRun } from './environment.ts'
import { readPayload, type Payload } from './json.ts'
import { rowsOf, type InterpretedRow } from './rows.ts'
import { isArray, isNull } from './values.ts'

/** What becomes of a record in one rule. */
export type Outcome =
  | { readonly kind: 'invalid' | 'failed'; readonly slug: string }
  | { readonly kind: 'filtered'; readonly mismatches: number }
  | {
      readonly kind: 'passed'
      /** By row and target; undefined where WHEN is not TRUE. */
      readonly rows: readonly (readonly (InterpretedRow | undefined)[])[]
      readonly mismatches: number
    }

export interface Limits {
  readonly nowMs: number
  readonly stepsMax: number
}

/** What only the text of a number tells: 1.0 is no INTEGER, and 1.10 is a DECIMAL of two digits behind its point. */
const asWritten = (text: string, kind: string, value: Value): Value => {
  if (kind === 'INTEGER' && !/^-?\d+$/.test(text)) throw new RecordError('wrong-type', text)
  return kind === 'DECIMAL' ? Decimal.parse(text) : value
}

/** Declared columns: read, DEFAULT, NOT NULL, in this order. */
const readColumns = (run: RecordRun, { numbers }: Payload): Value[] => {
  const row: RowRun = { run, items: [], upstream: undefined, parameters: new Map(), done: new Map() }
  const values = run.stream.columns.map((column) => {
    const given = evaluate(row, column.read)
    const written = column.read.kind === 'read' && !isNull(given) ? numbers.get(column.name) : undefined
    const read = written === undefined ? given : asWritten(written, column.type.kind, given)
    const value = isNull(read) && column.default !== undefined ? column.default : read
    if (isNull(value) && column.notNull) throw new RecordError('not-null', column.name)
    return value
  })
  run.columns = values
  const { eventTime } = run.stream
  if (eventTime !== undefined && typeof evaluate(row, eventTime.expression) !== 'number')
    throw new RecordError('no-event-time', 'no event time')
  return values
}

/** The rows of a rule, one after the other: what a later row fails on does not come before an earlier one. */
function* rowRuns(rule: CheckedRule, run: RecordRun): Generator<RowRun> {
  const upstreams = rule.from.kind === 'stream' ? [undefined] : rowRuns(rule.from.rule, run)
  for (const upstream of upstreams) {
    const row: RowRun = { run, items: rule.items, upstream, parameters: new Map(), done: new Map() }
    if (rule.where !== undefined && !passes(row, rule.where)) continue
    if (rule.foreach === undefined) yield row
    else yield* elements(row, rule.foreach)
  }
}

function* elements(
  row: RowRun,
  { array, parameter, incase }: NonNullable<CheckedRule['foreach']>,
): Generator<RowRun> {
  const value = evaluate(row, array)
  if (isNull(value)) return
  if (!isArray(value)) throw new RecordError('wrong-type', `FOREACH of ${kindOf(value)}`)
  for (const one of value) {
    row.run.step()
    const inside = { ...withParameters(row, [parameter], [one]), done: new Map<number, Value>() }
    if (incase === undefined || passes(inside, incase)) yield inside
  }
}

const failure = (kind: 'invalid' | 'failed', error: unknown): Outcome => {
  if (error instanceof RecordError) return { kind, slug: error.slug }
  throw error
}

export const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/** Evaluates one rule over one record. */
export const interpret = (
  rule: CheckedRule,
  record: PlainRecord,
  capabilities: Capabilities,
  limits: Limits,
): Outcome => {
  const stream = streamOf(rule)
  let payload: Value
  let columns: readonly Value[]
  try {
    const read = readPayload(record.payload)
    payload = read.value
    columns = readColumns(new RecordRun(record, payload, stream, capabilities, limits), read)
  } catch (error) {
    return failure('invalid', error)
  }
  const run = new RecordRun(record, payload, stream, capabilities, limits)
  run.columns = columns
  try {
    const rows = Array.from(rowRuns(rule, run), (row) => rowsOf(row, rule.targets))
    const { mismatches } = run
    return rows.length === 0 ? { kind: 'filtered', mismatches } : { kind: 'passed', rows, mismatches }
  } catch (error) {
    return failure('failed', error)
  }
}
