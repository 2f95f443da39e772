import { Decimal } from '../../types/decimal.ts'
import { jsonText } from '../../types/json/write.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** Binds what all clients take alike; `timestamp` writes a TIMESTAMP. Integers and decimals keep all digits as text. */
export const bindValue = (value: Value, type: Type, timestamp: (ms: number) => unknown): unknown => {
  if (value == null) return null
  if (typeof value === 'bigint' || value instanceof Decimal) return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (typeof value === 'number') {
    if (type.kind === 'TIMESTAMP') return timestamp(value)
    return value
  }
  if (typeof value === 'object') return jsonText(value, type)
  return value
}
