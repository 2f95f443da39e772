import { base64Bytes, base64Text } from '../types/base64.ts'
import { readNumberText } from '../types/convert.ts'
import { Decimal } from '../types/decimal.ts'
import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'

/** The primary key of a table's row as one value by which a Map finds it: equal keys of the language are one key. */
export type TableKey = string | number | bigint | boolean

/** Marks a number that no JavaScript number equals; no other key of a numeric column is text. */
const EXACT = 'd'

const ofDecimal = (value: Decimal): TableKey => {
  const text = value.toString()
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  if (/^-?\d+$/.test(plain)) return ofInteger(BigInt(plain))
  const near = Number(plain)
  return Decimal.ofDouble(near).compare(value) === 0 ? near : EXACT + plain
}

const ofInteger = (value: bigint): TableKey => {
  const near = Number(value)
  return Number.isSafeInteger(near) ? near : value
}

const numericPart = (value: Value): TableKey | undefined => {
  const number = typeof value === 'string' ? readNumberText(value) : value
  if (typeof number === 'bigint') return ofInteger(number)
  if (typeof number === 'number')
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? ofInteger(BigInt(number)) : number
  return number instanceof Decimal ? ofDecimal(number) : undefined
}

/** One column's part of a key; undefined for NULL and for a value of another kind, which equal nothing. */
const partOf = (value: Value, { kind }: Type): TableKey | undefined => {
  switch (kind) {
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL':
      return numericPart(value)
    case 'BOOLEAN':
      return typeof value === 'boolean' ? value : undefined
    case 'BYTES':
      return value instanceof Uint8Array ? base64Text(value) : undefined
    case 'TIMESTAMP':
    case 'DURATION':
      return typeof value === 'number' ? value : undefined
    case 'STRING':
      return typeof value === 'string' ? value : undefined
    default:
      return undefined
  }
}

/** Makes the key of a table from values of its key columns, in their order; undefined where it can match no row. */
export type KeyOf = (values: readonly Value[]) => TableKey | undefined

/** How keys of these column types are made. Several parts become a JSON text, in which each keeps its bounds. */
export const keyOf = (types: readonly Type[]): KeyOf => {
  const [only] = types
  if (types.length === 1 && only !== undefined) return (values) => partOf(values[0], only)
  return (values) => {
    const parts = types.map((type, k) => partOf(values[k], type))
    if (parts.includes(undefined)) return undefined
    return JSON.stringify(parts.map(String))
  }
}

const valueOf = (part: TableKey, { kind }: Type): Value => {
  const text = String(part)
  switch (kind) {
    case 'BOOLEAN':
      return text === 'true'
    case 'BYTES':
      return base64Bytes(text) ?? new Uint8Array()
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL':
    case 'TIMESTAMP':
    case 'DURATION':
      return typeof part === 'number' || typeof part === 'bigint'
        ? part
        : (readNumberText(text.startsWith(EXACT) ? text.slice(1) : text) ?? null)
    default:
      return text
  }
}

/** The values of the key columns that a key was made of. */
export const keyValues = (key: TableKey, types: readonly Type[]): readonly Value[] => {
  const [only] = types
  if (types.length === 1 && only !== undefined) return [valueOf(key, only)]
  const parts = JSON.parse(String(key)) as readonly string[]
  return types.map((type, k) => valueOf(parts[k] ?? '', type))
}
