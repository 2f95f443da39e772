import type { CheckedColumn, CheckedStream, CheckedTable } from '../check/checked/project.ts'
import type { FormatEntry } from '../catalog/format.ts'
import { js, joined, type Code } from '../emit/code.ts'
import { compileScript } from '../emit/compile.ts'
import { Emitter } from '../emit/emitter.ts'
import type { Batch } from '../stream/batch.ts'
import { recordBatch } from '../stream/record-batch.ts'
import type { TableInput, TableRow } from '../stream/table.ts'
import { RecordError } from '../types/record-error.ts'
import type { CompileOptions } from './compile-options.ts'
import { emitExpression } from './expression/expression.ts'
import { Memos } from './memos.ts'
import { nullColumn } from './runtime/invalid.ts'
import { PassState } from './runtime/state.ts'
import { Scope } from './scope.ts'
import { planLayout } from './slots/plan-layout.ts'

/** Checks and converts what a connector has read to the columns of a table; throws a RecordError on a bad row. */
export type RowDecoder = (input: TableInput) => TableRow

/** Rows come as values; there are no bytes to decode. */
const values: FormatEntry = {
  kind: 'format',
  name: 'row',
  prose: 'Rows of a table.',
  layout: 'value',
  decode: () => null,
}

const STEPS_MAX = 100_000
const NO_BYTES = new Uint8Array()
const POSITION = { lane: 0, epoch: 0, first: 0 }
const noMessage = recordBatch(POSITION, [])

const messageBatch = (message: NonNullable<TableInput['message']>): Batch =>
  recordBatch(POSITION, [{ payload: NO_BYTES, ...message }])

const asStream = (table: CheckedTable): CheckedStream => ({
  ...table,
  origin: 'declared',
  topics: [],
  format: values,
  onInvalid: { kind: 'drop' },
})

const emitColumn = (scope: Scope, column: CheckedColumn): Code => {
  const { emitter } = scope
  scope.mayFail(column.read)
  const value = emitter.let(js`${scope.value(column.read)} ?? null`)
  if (column.default !== undefined)
    emitter.line(js`if (${value} === null) ${value} = ${scope.literal(column.default)}`)
  if (column.notNull)
    emitter.line(js`if (${value} === null) ${scope.constant(nullColumn)}(${scope.constant(column)})`)
  return value
}

/** Compiles what makes rows of a table: each column's read, DEFAULT and NOT NULL, as in a stream. */
export const compileTable = (table: CheckedTable, options: CompileOptions): RowDecoder => {
  const layout = planLayout(asStream(table), [])
  const emitter = new Emitter()
  const sites: string[] = []
  const name = emitter.name()
  emitter.block(js`const ${name} = (x) =>`, () => {
    emitter.line(js`const i = 0, j = 0`)
    emitter.line(js`x.enter(0, 0)`)
    const { document } = table
    const row = new Memos(emitter)
    const scope = new Scope({
      emitter,
      layout,
      sites,
      document,
      items: [],
      record: row,
      row,
      emit: emitExpression,
    })
    const columns = table.columns.map((column) => emitColumn(scope, column))
    emitter.line(js`return [${joined(columns, ', ')}]`)
  })
  const run = compileScript(emitter, name, table.name, options.evaluate) as (x: PassState) => TableRow
  const state = new PassState(0, options, undefined)
  const context = { source: table.connection, nowMs: 0, stepsMax: STEPS_MAX }
  return ({ value, message }) => {
    state.begin(message === undefined ? noMessage : messageBatch(message), context)
    state.values[0] = value
    try {
      return Object.freeze(run(state))
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      throw new RecordError(error.slug, error.message, error.path ?? sites[state.site])
    }
  }
}
