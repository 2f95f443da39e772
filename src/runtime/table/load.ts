import type { TableKey } from '../../stream/table-key.ts'
import type { SnapshotReader, TableRow } from '../../stream/table.ts'
import { rowBytes } from './row-size.ts'
import type { RowReader } from './row-reader.ts'
import type { TableLimits } from './limits.ts'

/** What became of reading a table as a whole. */
export type Loaded =
  | {
      readonly kind: 'complete'
      readonly rows: ReadonlyMap<TableKey, TableRow>
      readonly bad: readonly string[]
    }
  | { readonly kind: 'too-large'; readonly reason: string }

/** Reads all rows. Of bad ones the first few are named and all are counted in the last words. */
export const load = async (
  reader: SnapshotReader,
  rowReader: RowReader,
  limits: TableLimits,
  signal: AbortSignal,
): Promise<Loaded> => {
  const rows = new Map<TableKey, TableRow>()
  const bad: string[] = []
  let badCount = 0
  let bytes = 0
  const note = (problem: string): void => {
    badCount++
    if (bad.length < limits.tableBadRowsTold) bad.push(problem)
  }
  for await (const inputs of reader.rows(signal))
    for (const input of inputs) {
      const read = rowReader.read(input)
      if (read.kind === 'bad') note(read.problem)
      else {
        if (rows.has(read.key)) note(`two rows have the key ${String(read.key)}; the last one counts`)
        rows.set(read.key, read.row)
        bytes += rowBytes(read.row)
        if (rows.size > limits.tableRowsMax)
          return { kind: 'too-large', reason: `it has more than ${limits.tableRowsMax} rows` }
        if (bytes > limits.tableBytesMax)
          return { kind: 'too-large', reason: `its rows take more than ${limits.tableBytesMax} bytes` }
      }
    }
  if (badCount > bad.length) bad.push(`and ${badCount - bad.length} bad rows more`)
  return { kind: 'complete', rows, bad }
}
