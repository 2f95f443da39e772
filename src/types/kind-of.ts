import { Decimal } from './decimal.ts'
import type { Value } from './value.ts'

/** The kind of a value as it is found at run time. */
export type RunTimeKind =
  'MISSING' | 'NULL' | 'BOOLEAN' | 'INTEGER' | 'DOUBLE' | 'DECIMAL' | 'STRING' | 'BYTES' | 'ARRAY' | 'OBJECT'

/** A whole number is INTEGER while it is safe; any other JavaScript number is DOUBLE. */
export const kindOf = (value: Value): RunTimeKind => {
  switch (typeof value) {
    case 'undefined':
      return 'MISSING'
    case 'boolean':
      return 'BOOLEAN'
    case 'number':
      return Number.isSafeInteger(value) ? 'INTEGER' : 'DOUBLE'
    case 'bigint':
      return 'INTEGER'
    case 'string':
      return 'STRING'
    default:
      break
  }
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return 'ARRAY'
  if (value instanceof Uint8Array) return 'BYTES'
  return value instanceof Decimal ? 'DECIMAL' : 'OBJECT'
}
