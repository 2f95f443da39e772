import type { TableRow } from '../../stream/table.ts'
import type { Value } from '../../types/value.ts'

const OBJECT_BYTES = 32
const VALUE_BYTES = 8

const valueBytes = (value: Value): number => {
  if (typeof value === 'string') return OBJECT_BYTES + value.length * 2
  if (typeof value !== 'object' || value === null) return VALUE_BYTES
  if (value instanceof Uint8Array) return OBJECT_BYTES + value.length
  const inside = Array.isArray(value)
    ? (value as readonly Value[])
    : Object.values(value as Readonly<Record<string, Value>>)
  return inside.reduce<number>((sum, one) => sum + valueBytes(one), OBJECT_BYTES)
}

/** So much memory a row takes, roughly. */
export const rowBytes = (row: TableRow): number => valueBytes(row) + OBJECT_BYTES
