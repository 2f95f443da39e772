import { Decimal } from '../types/decimal.ts'
import type { Value } from '../types/value.ts'
import { hexOf, isObject } from './limits.ts'

const numberKey = (value: number | bigint | Decimal): string => {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  const text = (value instanceof Decimal ? value : Decimal.ofDouble(value)).toString()
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** A text that two values share exactly where they are equal: 1, 1.0 and 1.00 are one, 1 and '1' are two. */
export const valueKey = (value: Value): string => {
  if (value == null) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal)
    return numberKey(value)
  if (value instanceof Uint8Array) return `x${hexOf(value)}`
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(valueKey).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${valueKey(value[name])}`).join(',')}}`
}
