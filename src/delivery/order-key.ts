import type { RowSelection } from './row-selection.ts'
import { keyColumns, upsertKey } from './upsert-key.ts'

/** Options by which servers keep rows in order; a topic alone says nothing where rows have keys. */
const OPTIONS = ['topic', 'path', 'key'] as const

/** A text that is equal for rows of which none may overtake another; undefined where a row has no order. */
export const orderKey = (rows: RowSelection, i: number): string | undefined => {
  const chunk = rows.chunk(i)
  const places = chunk.columns.length === 0 ? [] : keyColumns(chunk.target)
  if (places.length > 0) return upsertKey(chunk, rows.row(i), places)
  const values = OPTIONS.map((name) => rows.option(i, name))
  if (values.every((value) => value == null)) return undefined
  return JSON.stringify(values.map((value) => (typeof value === 'bigint' ? String(value) : (value ?? null))))
}
