import { Histogram } from '../../src/base/histogram.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { newRowLedger } from '../../src/delivery/row-ledger.ts'
import { RowSelection } from '../../src/delivery/row-selection.ts'
import type { OutputBatch, OutputChunk, OutputColumn, TargetShape } from '../../src/stream/output.ts'
import { jsonText } from '../../src/types/json/write.ts'
import type { Value } from '../../src/types/value.ts'

/** A row as a test writes it: a value per column, and options that differ per row. */
export interface TestRow {
  readonly columns: Readonly<Record<string, Value>>
  readonly options?: Readonly<Record<string, Value>>
}

export interface TargetParts {
  readonly connector: string
  readonly columns: readonly OutputColumn[]
  readonly constants?: Readonly<Record<string, Value>>
  readonly perRow?: readonly string[]
  readonly valueType?: NonNullable<TargetShape['valueType']>
}

export const targetOf = (parts: TargetParts): TargetShape => ({
  rule: 'contract',
  version: 'v1',
  index: 0,
  connection: 'server',
  constants: {},
  perRow: [],
  ...parts,
})

const encode = ({ columns, valueType }: TargetShape, row: TestRow): Buffer => {
  const { value } = row.columns
  if (valueType?.kind === 'STRING' && typeof value === 'string') return Buffer.from(value)
  const members = columns.map(
    ({ name, type }) => `${JSON.stringify(name)}:${jsonText(row.columns[name], type)}`,
  )
  return Buffer.from(`{${members.join(',')}}`)
}

/** Rows both encoded and as columns, so that any sink can take them. */
export const chunkOf = (target: TargetShape, rows: readonly TestRow[]): OutputChunk => {
  const values = rows.map((row) => encode(target, row))
  let at = 0
  const end = values.map((value) => (at += value.length))
  return {
    target,
    count: rows.length,
    bytes: Buffer.concat(values),
    start: Int32Array.from(values, (value, i) => (end[i] ?? 0) - value.length),
    end: Int32Array.from(end),
    columns: target.columns.map(({ name }) => rows.map((row) => row.columns[name])),
    options: target.perRow.map((name) => rows.map((row) => row.options?.[name])),
    timeMs: new Float64Array(rows.length).fill(1_767_225_600_000),
    source: 'test',
    lane: 0,
    epoch: 1,
    seq: Float64Array.from(rows, (_, i) => i),
  }
}

/** A delivery whose record positions are noted as they are settled. */
export const deliveryOf = (chunk: OutputChunk): Delivery & { readonly settled: number[] } => {
  const settled: number[] = []
  const origin = {
    source: 'test',
    lane: 0,
    epoch: 1,
    over: false,
    journalled: false,
    identity: 'run',
    settle: (seq: number): void => void settled.push(seq),
    advance: (): void => {},
    input: (): undefined => undefined,
  }
  const ledger = { ...newRowLedger(), made: chunk.count, pending: chunk.count }
  return { chunk, origin, ledger, latency: new Histogram(), arrivedMs: 0, settled }
}

/** Rows of one or several chunks as one batch. */
export const batchOf = (target: TargetShape, ...chunks: (readonly TestRow[])[]): OutputBatch => {
  const deliveries = chunks.map((rows) => deliveryOf(chunkOf(target, rows)))
  const places = chunks.flatMap((rows, which) => rows.map((_, row) => ({ which, row })))
  return new RowSelection(
    deliveries,
    Int32Array.from(places, ({ which }) => which),
    Int32Array.from(places, ({ row }) => row),
  )
}
